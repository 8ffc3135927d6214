//! What a page is, whose it is and where it stands, for search engines and other machines (JSON-LD with the words of schema.org).

use serde_json::{Value, json};

use super::Hrefs;
use super::shell::{About, LinkView};

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
