//! Parameters of operations and tasks, as they are declared: `name: Type`, or `name: Type = default`.

use std::marker::PhantomData;

use schemars::Schema;
use serde_json::Value;

/// A parameter of an operation or a task.
#[derive(Debug)]
pub struct Parameter {
    /// Its name, in snake case.
    pub name: &'static str,
    /// Whether it may be left out: its type is an `Option`, or it has a default.
    pub optional: bool,
    /// What it is when it is left out or null, unless null.
    pub default: Option<Value>,
    /// The schema of its values.
    pub schema: Schema,
}

/// Tells an `Option` from other types: the constant of the type itself goes before that of the trait.
pub(super) struct Declared<T>(PhantomData<T>);

impl<T> Declared<Option<T>> {
    pub(super) const OPTIONAL: bool = true;
}

/// The constant of all other types.
pub(super) trait Required {
    const OPTIONAL: bool = false;
}

impl<T> Required for Declared<T> {}

/// What a declaration says of a parameter.
macro_rules! declared_parameter {
    ($generator:ident, $name:ident : $kind:ty $(= $default:expr)?) => {{
        #[allow(unused_imports, reason = "only types other than `Option` take its constant")]
        use $crate::ffi::parameter::Required as _;
        let defaults: Vec<serde_json::Value> = vec![ $( { let value: $kind = $default; serde_json::to_value(value).unwrap_or_default() } )? ];
        $crate::ffi::Parameter {
            name: stringify!($name),
            optional: $crate::ffi::parameter::Declared::<$kind>::OPTIONAL || !defaults.is_empty(),
            default: defaults.into_iter().next(),
            schema: $generator.subschema_for::<$kind>(),
        }
    }};
}
pub(super) use declared_parameter;

/// The type that a parameter is read as: null is as good as left out where there is a default.
macro_rules! read_as {
    ($kind:ty) => { $kind };
    ($kind:ty, $default:expr) => { Option<$kind> };
}
pub(super) use read_as;

/// What a body gets of what was read.
macro_rules! given_or {
    ($given:ident) => {
        $given
    };
    ($given:ident, $default:expr) => {
        match $given {
            Some(given) => given,
            None => $default,
        }
    };
}
pub(super) use given_or;

/// Calls a function with its arguments read from JSON.
macro_rules! call_with {
    ($body:ident, $name:ident, $json:ident, $( $parameter:ident : $kind:ty $(= $default:expr)? ),*) => {{
        #[derive(serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Arguments { $( $parameter: $crate::ffi::parameter::read_as!($kind $(, $default)?) ),* }
        let Arguments { $($parameter),* } = $crate::ffi::operation::read(stringify!($name), $json)?;
        $body($( $crate::ffi::parameter::given_or!($parameter $(, $default)?) ),*)
    }};
}
pub(super) use call_with;

#[cfg(test)]
mod tests {
    use schemars::generate::SchemaSettings;
    use serde_json::{Value, json};

    use crate::ffi::operation::declare_operations;

    declare_operations! {
        /// Says what it was given.
        told(any: Value, nothing: (), perhaps: Option<u8>, number: u8 = 3, words: Vec<String> = vec!["a".to_owned()]) -> Value {
            Ok(json!([any, nothing, perhaps, number, words]))
        }
    }

    #[test]
    fn only_an_option_and_what_has_a_default_may_be_left_out() {
        let [told] = OPERATIONS else { panic!("one operation") };
        let parameters = (told.parameters)(&mut SchemaSettings::draft2020_12().into_generator());
        let declared: Vec<_> = parameters.iter().map(|one| (one.name, one.optional, one.default.clone())).collect();
        let expected = [
            ("any", false, None),
            ("nothing", false, None),
            ("perhaps", true, None),
            ("number", true, Some(json!(3))),
            ("words", true, Some(json!(["a"]))),
        ];
        assert_eq!(declared, expected);
    }

    #[test]
    fn what_is_left_out_or_null_is_the_default() {
        let [told] = OPERATIONS else { panic!("one operation") };
        assert_eq!((told.run)(r#"{"any": 1, "nothing": null}"#).unwrap(), r#"[1,null,null,3,["a"]]"#);
        assert_eq!((told.run)(r#"{"any": 1, "nothing": null, "number": null, "words": []}"#).unwrap(), "[1,null,null,3,[]]");
        assert!((told.run)(r#"{"nothing": null}"#).unwrap_err().to_string().contains("any"));
    }
}
