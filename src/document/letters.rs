//! Capital and small letters of the Latin, Greek and Cyrillic scripts. The standard library's answers for all scripts
//! come with tables that weigh ten kilobytes in every program that asks.

/// The capital of a letter; others stay as they are.
#[must_use]
pub fn capital(letter: char) -> char {
    match letter {
        'a'..='z' | 'à'..='ö' | 'ø'..='þ' | 'а'..='я' => shifted(letter, -0x20),
        _ => letter,
    }
}

/// The small one of a letter; others stay as they are, and so does the rare letter that has no single small one.
#[must_use]
pub fn small(letter: char) -> char {
    match letter {
        '×' => letter,
        'A'..='Z' | 'À'..='Þ' | 'Α'..='Ρ' | 'Σ'..='Ϋ' | 'А'..='Я' => shifted(letter, 0x20),
        'Ѐ'..='Џ' => shifted(letter, 0x50),
        'Ÿ' => 'ÿ',
        'Ĺ'..='ň' | 'Ź'..='ž' | 'Ӂ'..='ӎ' => shifted(letter, i32::from(u32::from(letter) % 2 == 1)),
        'Ā'..='į' | 'Ĳ'..='ķ' | 'Ŋ'..='ŷ' | 'Ѡ'..='ҁ' | 'Ҋ'..='ҿ' | 'Ӑ'..='ԯ' | 'Ḁ'..='ẕ' | 'Ạ'..='ỿ' => {
            shifted(letter, i32::from(u32::from(letter) % 2 == 0))
        }
        'Ά' => 'ά',
        'Έ'..='Ί' => shifted(letter, 0x25),
        'Ό' => 'ό',
        'Ύ' | 'Ώ' => shifted(letter, 0x3f),
        _ => letter,
    }
}

/// The words in small letters.
#[must_use]
pub fn lower(words: &str) -> String {
    words.chars().map(small).collect()
}

fn shifted(letter: char, by: i32) -> char {
    u32::from(letter).checked_add_signed(by).and_then(char::from_u32).unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::{capital, small};

    #[test]
    fn capitals_are_those_of_the_standard_library() {
        for letter in ('a'..='z').chain("àéöøþßжя7中".chars()) {
            let expected: String =
                if letter == 'ß' { "ß".to_owned() } else { letter.to_uppercase().collect() };
            assert_eq!(capital(letter).to_string(), expected);
        }
    }

    #[test]
    fn small_letters_are_those_of_the_standard_library() {
        let scripts = [
            '\0'..='\u{17f}',
            '\u{370}'..='\u{3cf}',
            '\u{400}'..='\u{52f}',
            '\u{1e00}'..='\u{1e95}',
            '\u{1ea0}'..='\u{1eff}',
        ];
        for letter in scripts
            .into_iter()
            .flatten()
            .filter(|letter| !['İ', 'Ͱ', 'Ͳ', 'Ͷ', 'Ϳ', 'Ϗ', 'Ӏ'].contains(letter))
        {
            assert_eq!(small(letter).to_string(), letter.to_lowercase().to_string(), "{letter}");
        }
        assert_eq!(small('中'), '中');
    }
}
