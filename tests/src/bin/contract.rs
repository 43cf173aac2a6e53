//! Prints the contract that the Python and Node packages are generated from.

fn main() {
    println!("{:#}", journey_core::ffi::contract());
}
