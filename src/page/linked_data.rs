//! What a page is, whose it is and where it stands, for search engines and other machines (JSON-LD with the words of schema.org).

use serde_json::{Value, json};

use super::Hrefs;
use super::data::DataFile;
use super::shell::{About, LinkView};
use crate::site::{Node, Owner, StrategyId};

impl Hrefs<'_> {
    /// A page's linked data; nothing where the site's address is not known, since it takes full addresses.
    pub fn linked_data(&self, about: &About, trail: &[LinkView]) -> Option<String> {
        let site = self.site;
        let url = self.canonical()?;
        let file = site.file.as_ref()?;
        let website = json!({ "@type": "WebSite", "name": &*file.title, "url": format!("{}/", site.base_url()?) });
        let mut page = json!({
            "@type": "WebPage",
            "@id": url,
            "url": url,
            "inLanguage": file.language.as_deref().unwrap_or("en"),
            "isPartOf": website,
        });
        if !about.title.is_empty() {
            page["name"] = json!(about.title);
        }
        if let Some(description) = &about.description {
            page["description"] = json!(description);
        }
        if let Some(licence) = file.licence.as_ref().and_then(|licence| licence.url.as_ref()) {
            page["license"] = json!(licence.value.to_string());
        }
        if let Some(publisher) = &file.publisher {
            page["publisher"] = organisation(&publisher.name, publisher.url.as_ref().map(|url| url.value.to_string()));
        }
        if let Some(trust) = about.trust.map(|id| site.trust(id)) {
            page["about"] = organisation(&trust.file.name, trust.file.website.as_ref().map(|url| url.value.to_string()));
            if let Some(ods) = trust.file.ods.as_deref() {
                page["about"]["identifier"] = json!({ "@type": "PropertyValue", "propertyID": "ODS", "value": ods });
            }
        }
        match self.owner {
            Owner::Strategy(id) => self.dataset(Some(id), &mut page),
            Owner::Data(0) => self.dataset(None, &mut page),
            _ => {}
        }
        // Entries that take the theme's words have none here.
        let named: Vec<&LinkView> = trail.iter().filter(|link| !link.text.is_empty()).collect();
        if named.len() > 1 || named.len() == 1 && !about.title.is_empty() {
            let address = |link: &LinkView| self.full(&link.href);
            let steps = named.iter().enumerate().filter_map(|(at, link)| {
                Some(json!({ "@type": "ListItem", "position": at + 1, "name": link.text, "item": address(link)? }))
            });
            page["breadcrumb"] = json!({ "@type": "BreadcrumbList", "itemListElement": steps.collect::<Vec<Value>>() });
        }
        page["@context"] = json!("https://schema.org");
        // Within a script element only `<` could end it.
        Some(page.to_string().replace('<', "\\u003c"))
    }

    /// Puts in the data of a strategy, or of the whole site, and where its files are, if there are any.
    fn dataset(&self, strategy: Option<StrategyId>, page: &mut Value) {
        let site = self.site;
        let download = |file: DataFile| {
            let address = self.full(&file.href)?;
            Some(json!({ "@type": "DataDownload", "name": file.name, "encodingFormat": file.media_type, "contentUrl": address }))
        };
        let files: Vec<Value> = self.data_files(strategy).into_iter().filter_map(download).collect();
        if files.is_empty() {
            return;
        }
        let name = match strategy {
            Some(id) => site.title(Node::Strategy(id)),
            None => site.file.as_ref().map(|file| file.title.to_string()).unwrap_or_default(),
        };
        let mut dataset = json!({ "@type": "Dataset", "name": name, "distribution": files });
        if let Some(strategy) = strategy.map(|id| site.strategy(id)) {
            let text = strategy.fields.text.as_ref().map(|text| site.plain(site.words(strategy.source, text)));
            if let Some(text) = text.filter(|text| !text.is_empty()) {
                dataset["description"] = json!(text);
            }
            let period = strategy.fields.period.as_ref().map(|period| period.value.known_days());
            // Only days that are known make an interval.
            if let Some((Some(first), Some(last))) = period {
                dataset["temporalCoverage"] = json!(format!("{first}/{last}"));
            }
        }
        if let Some(licence) = page.get("license").cloned() {
            dataset["license"] = licence;
        }
        page["mainEntity"] = dataset;
    }

    /// The full address of what a relative link of this page leads to.
    fn full(&self, href: &str) -> Option<String> {
        let base = self.site.base_url()?;
        let mut folders: Vec<&str> = self.route.split('/').collect();
        folders.pop();
        let mut rest = href;
        while let Some(up) = rest.strip_prefix("../") {
            folders.pop();
            rest = up;
        }
        let folder: String = folders.iter().map(|folder| format!("{folder}/")).collect();
        Some(format!("{base}/{folder}{}", rest.trim_end_matches("index.html")))
    }
}

fn organisation(name: &str, url: Option<String>) -> Value {
    let mut organisation = json!({ "@type": "Organization", "name": name });
    if let Some(url) = url {
        organisation["url"] = json!(url);
    }
    organisation
}
