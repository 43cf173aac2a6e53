//! Names in the cases of the languages.

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// `one_name` as `oneName`.
pub fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |spelled, word| spelled + &capital(word))
}

/// `one_name` as `OneName`.
pub fn pascal(name: &str) -> String {
    name.split('_').map(capital).collect()
}

/// `OneName` as `one_name`.
pub fn snake(name: &str) -> String {
    let mut spelled = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !spelled.is_empty() {
            spelled.push('_');
        }
        spelled.extend(letter.to_lowercase());
    }
    spelled
}
