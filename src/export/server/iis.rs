//! The form for IIS.

use super::{TYPES, headers, preface, redirects};
use crate::site::Site;

/// The file `web.config` at the top of the site.
pub fn iis(site: &Site) -> String {
    let how = [
        "Save this as web.config at the top of the site's folder (in site.yaml: server: { keep: [web.config] }).",
        "Redirects need the feature HTTP Redirection. Make the file anew when redirects, ids or headers change.",
    ];
    let comment = preface(site, " ", &how).trim_end().replace("--", "- -");
    let mut text =
        format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!--\n{comment}\n-->\n<configuration>\n  <system.webServer>\n");
    text += "    <defaultDocument><files><clear/><add value=\"index.html\"/></files></defaultDocument>\n    <staticContent>\n";
    for (ending, kind) in TYPES {
        text += &format!(
            "      <remove fileExtension=\".{ending}\"/><mimeMap fileExtension=\".{ending}\" mimeType=\"{kind}; charset=utf-8\"/>\n"
        );
    }
    text += "    </staticContent>\n    <httpErrors errorMode=\"Custom\">\n      <remove statusCode=\"404\"/>\n";
    text += "      <error statusCode=\"404\" path=\"404.html\" responseMode=\"File\"/>\n    </httpErrors>\n";
    text += "    <httpProtocol><customHeaders>\n";
    for (name, value) in headers(site) {
        let (name, value) = (attribute(&name), attribute(&value));
        text += &format!("      <remove name=\"{name}\"/><add name=\"{name}\" value=\"{value}\"/>\n");
    }
    text += "    </customHeaders></httpProtocol>\n";
    text += "    <security><requestFiltering><hiddenSegments>\n";
    text += "      <add segment=\"_headers\"/><add segment=\"_redirects\"/>\n";
    text += "    </hiddenSegments></requestFiltering></security>\n  </system.webServer>\n";
    let base = site.base_path();
    for (old, new) in redirects(site) {
        let path = old.strip_prefix(&*base).unwrap_or(&old).trim_end_matches('/');
        text += &format!(
            "  <location path=\"{}\"><system.webServer><httpRedirect enabled=\"true\" exactDestination=\"true\" \
             httpResponseStatus=\"Permanent\" destination=\"{}\"/></system.webServer></location>\n",
            attribute(path),
            attribute(&new)
        );
    }
    text + "</configuration>\n"
}

fn attribute(text: &str) -> String {
    quick_xml::escape::escape(text).into_owned()
}
