//! Items below the keys of their levels: any key that is no field of the record holds a list of items.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, Visitor};

use super::located::Text;
use super::model::Item;

/// A level that needs no declaration: its key, its names, and whether its items have pages of their own.
pub struct UsualLevel {
    pub key: &'static str,
    pub one: &'static str,
    pub many: &'static str,
    pub page: bool,
}

/// The levels that every strategy may use undeclared. A strategy's `levels` renames them or adds to them.
pub const USUAL_LEVELS: &[UsualLevel] = &[
    UsualLevel { key: "parts", one: "Part", many: "Parts", page: false },
    UsualLevel { key: "goals", one: "Goal", many: "Goals", page: true },
    UsualLevel { key: "objectives", one: "Objective", many: "Objectives", page: false },
    UsualLevel { key: "commitments", one: "Commitment", many: "Commitments", page: false },
    UsualLevel { key: "changes", one: "Change", many: "Changes", page: false },
    UsualLevel { key: "initiatives", one: "Initiative", many: "Initiatives", page: false },
    UsualLevel { key: "focus", one: "Focus", many: "Focus", page: false },
    UsualLevel { key: "milestones", one: "Milestone", many: "Milestones", page: false },
    UsualLevel { key: "principles", one: "Principle", many: "Principles", page: false },
    UsualLevel { key: "actions", one: "Action", many: "Actions", page: false },
];

/// A list of items under the key of their level.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    pub level: Text,
    pub items: Vec<Item>,
}

/// A record `F` whose other keys are levels with items. In the file there is no difference between the two.
#[derive(Clone, Debug, PartialEq)]
pub struct WithItems<F> {
    pub fields: F,
    /// In the order of the file.
    pub groups: Vec<Group>,
}

impl<F> std::ops::Deref for WithItems<F> {
    type Target = F;
    fn deref(&self) -> &F {
        &self.fields
    }
}

impl<'de, F: Deserialize<'de>> Deserialize<'de> for WithItems<F> {
    fn deserialize<D: Deserializer<'de>>(inner: D) -> Result<Self, D::Error> {
        let mut groups = Vec::new();
        let fields = F::deserialize(Split { inner, groups: &mut groups })?;
        Ok(WithItems { fields, groups })
    }
}

/// Stands between the file and the derived code of `F`: hands over the fields that `F` names, and keeps the rest as groups.
struct Split<'a, D> {
    inner: D,
    groups: &'a mut Vec<Group>,
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Split<'_, D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.inner.deserialize_any(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.inner.deserialize_map(SplitVisitor { fields, visitor, groups: self.groups })
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

struct SplitVisitor<'a, V> {
    fields: &'static [&'static str],
    visitor: V,
    groups: &'a mut Vec<Group>,
}

impl<'de, V: Visitor<'de>> Visitor<'de> for SplitVisitor<'_, V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.visitor.expecting(f)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        self.visitor.visit_map(SplitMap { fields: self.fields, map, groups: self.groups })
    }
}

struct SplitMap<'a, A> {
    fields: &'static [&'static str],
    map: A,
    groups: &'a mut Vec<Group>,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for SplitMap<'_, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        while let Some(name) = self.map.next_key::<Text>()? {
            if let Some(field) = self.fields.iter().find(|field| **field == name.as_str()) {
                return seed.deserialize((*field).into_deserializer()).map(Some);
            }
            if self.groups.iter().any(|group| *group.level == *name) {
                return Err(de::Error::custom(format!("`{name}` stands here twice")));
            }
            let items = self.map.next_value()?;
            self.groups.push(Group { level: name, items });
        }
        Ok(None)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.map.next_value_seed(seed)
    }
}

impl<F: JsonSchema> JsonSchema for WithItems<F> {
    fn schema_name() -> Cow<'static, str> {
        F::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = F::json_schema(generator);
        let items = generator.subschema_for::<Vec<Item>>();
        let object = schema.ensure_object();
        let properties = object.entry("properties").or_insert_with(|| serde_json::json!({}));
        for level in USUAL_LEVELS {
            let mut group = items.clone();
            group.insert("description".into(), format!("Items of the level “{}”, one of the usual levels.", level.many).into());
            properties[level.key] = group.into();
        }
        // Declared levels have names that only the strategy itself knows.
        object.insert("additionalProperties".into(), items.into());
        schema
    }
}
