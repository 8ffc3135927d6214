//! A theme file, or one of the starting site, that is added or removed changes the binary, which the embedding macro alone would not notice.

fn main() {
    println!("cargo:rerun-if-changed=themes");
    println!("cargo:rerun-if-changed=src/starter/files");
}
