//! Small icons of channels, drawn in a box of 14 by 14.

/// The path of a channel's icon, by the channel's name.
pub(super) fn path(channel: &str) -> &'static str {
    match channel {
        "app" => "M4 1h6v12H4zM6.5 11.3h1",
        "chat" => "M1.5 2.5h11v7h-6l-3 3v-3h-2z",
        "email" => "M1.5 3h11v8h-11zM1.5 3l5.5 4.5L12.5 3",
        "in person" => "M7 1.5a2 2 0 1 1 0 4a2 2 0 1 1 0-4zM2.5 12.5c0-6 9-6 9 0z",
        "partner" => "M1.5 7l3-3 3 2 3-2 2.5 3-5 4.5z",
        "phone" => "M3 1.5l2.5.5.5 3-1.5 1.2a8 8 0 0 0 3.3 3.3L9 8l3 .5.5 2.5c-1 1.5-2 1.5-3 1.2A12 12 0 0 1 1.8 4.5c-.3-1 0-2.3 1.2-3z",
        "post" => "M2 4l5-2.5L12 4v8.5H2zM4.5 7h5M4.5 9.5h5",
        "social" => {
            "M10.5 1.5a1.8 1.8 0 1 1 0 3.6a1.8 1.8 0 1 1 0-3.6zM3.5 5.2a1.8 1.8 0 1 1 0 3.6a1.8 1.8 0 1 1 0-3.6zM10.5 9a1.8 1.8 0 1 1 0 3.6a1.8 1.8 0 1 1 0-3.6zM5 6.2l4-2M5 7.8l4 2"
        }
        "website" => "M1.5 2.5h11v9h-11zM1.5 5h11",
        _ => "M7 2a5 5 0 1 1 0 10a5 5 0 1 1 0-10z",
    }
}
