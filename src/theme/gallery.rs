//! The components of a theme by example: the folder of each has `examples.yaml`. The gallery shows them, and tests render the
//! same. An example writes only what it is about: `components/parts.yaml` says what else a part of a view model has.

use serde_json::{Map, Value as Json};
use tera::{Context, Value};

use super::{Theme, wording};
use crate::diagnostic::{Diagnostic, codes};
use crate::page::ExampleView;
use crate::source::SourceId;
use crate::strategy::untyped;

/// What a view model's parts have, where an example says nothing else.
pub(super) const PARTS: &str = "components/parts.yaml";

impl Theme {
    /// Every example of every component, rendered.
    ///
    /// # Errors
    /// An example that cannot be read, or a component that cannot take it.
    pub fn examples(&self) -> Result<Vec<ExampleView>, Box<Diagnostic>> {
        let mut parts = Map::new();
        for (_, text) in self.examples.iter().filter(|(path, _)| path == PARTS) {
            parts = match read(text) {
                Ok(Json::Object(read)) => read,
                _ => return Err(unfit(PARTS, "", "it is a map of parts, each with its fields")),
            };
        }
        let mut views = Vec::new();
        for (path, text) in self.examples.iter().filter(|(path, _)| path != PARTS) {
            let folder = path.split('/').nth(1).unwrap_or_default();
            let Ok(Json::Array(examples)) = read(text) else {
                return Err(unfit(path, "", "it is a list of examples, each with `name` and `with`"));
            };
            for example in examples {
                views.push(self.example(path, folder, example, &parts)?);
            }
        }
        Ok(views)
    }

    fn example(&self, path: &str, folder: &str, example: Json, parts: &Map<String, Json>) -> Result<ExampleView, Box<Diagnostic>> {
        let words = |key: &str| example.get(key).and_then(Json::as_str);
        let name = words("name").ok_or_else(|| unfit(path, "", "an example has no `name`"))?;
        let component = words("component").map_or_else(|| folder.replace('-', "_"), str::to_string);
        let mut arguments = Context::new();
        for (key, value) in example.get("with").and_then(Json::as_object).into_iter().flatten() {
            arguments.insert_value(key.clone(), Value::from_serializable(&filled(key, value.clone(), parts)));
        }
        let mut implicit = Context::new();
        implicit.insert_value("s", self.strings.clone());
        let made = self.tera.render_component_with_implicits(&component, &arguments, &implicit, words("body"), true);
        let html = made.map_err(|error| unfit(path, name, &wording::in_one_line(&error)))?;
        Ok(ExampleView { component, name: name.to_string(), html })
    }
}

fn read(text: &str) -> Result<Json, ()> {
    untyped(text, SourceId::FIRST).map_err(drop)
}

/// A value with what its part has besides: of `items`, each is an `item`.
fn filled(key: &str, value: Json, parts: &Map<String, Json>) -> Json {
    match value {
        Json::Array(values) => Json::Array(values.into_iter().map(|value| filled(key, value, parts)).collect()),
        Json::Object(own) => {
            let part = [key, key.trim_end_matches('s')].into_iter().find_map(|name| parts.get(name)?.as_object());
            let mut whole = part.cloned().unwrap_or_default();
            whole.extend(own);
            whole.into_iter().map(|(key, value)| (key.clone(), filled(&key, value, parts))).collect()
        }
        other => other,
    }
}

fn unfit(path: &str, example: &str, why: &str) -> Box<Diagnostic> {
    let which = if example.is_empty() { String::new() } else { format!(", example `{example}`") };
    Box::new(Diagnostic::general(&codes::TEMPLATE_PROBLEM, format!("`{path}`{which}: {why}")))
}
