//! Colours and type.

use std::sync::LazyLock;

/// The colours of a theme by the names that [`COLOURED`] uses.
type Palette = [(&'static str, &'static str); 12];

const LIGHT: Palette = [
    ("$posf", "#E6F0F8"),
    ("$negf", "#FBEDE4"),
    ("$neuf", "#EEF0F1"),
    ("$axis", "#8A8F94"),
    ("$band", "#F4F6F8"),
    ("$line", "#E3E6E8"),
    ("$soft", "#5F6368"),
    ("$bg", "#fff"),
    ("$ink", "#1c1f23"),
    ("$pos", "#0B5FA5"),
    ("$neu", "#5F6368"),
    ("$neg", "#B34700"),
];
const DARK: Palette = [
    ("$posf", "#14293B"),
    ("$negf", "#3A2415"),
    ("$neuf", "#24292E"),
    ("$axis", "#8A8F94"),
    ("$band", "#1A1E22"),
    ("$line", "#2B3036"),
    ("$soft", "#A9B0B7"),
    ("$bg", "#121417"),
    ("$ink", "#ECEEF0"),
    ("$pos", "#7CC0FF"),
    ("$neu", "#A9B0B7"),
    ("$neg", "#FFA366"),
];

/// What has a colour.
const COLOURED: &str = "\
.jm{background:$bg}.jm text{fill:$ink}.jm .soft{fill:$soft}.jm .pos{fill:$pos}.jm .neg{fill:$neg}.jm .neu{fill:$neu}\
.jm .bg{fill:$bg}.jm .stage{fill:$band}.jm .rule,.jm .grid{stroke:$line}.jm .axis{stroke:$axis}\
.jm .curve{stroke:$ink}.jm .ci{fill:$axis}.jm .ghost{stroke:$axis}.jm .seg,.jm .icon{stroke:$soft}\
.jm .mpos{fill:$pos;stroke:$pos}.jm .mneg{fill:$neg;stroke:$neg}.jm .mneu{fill:$neu;stroke:$neu}.jm .hollow{fill:$bg}\
.jm .cpos{fill:$posf}.jm .cneg{fill:$negf}.jm .cneu{fill:$neuf}";

/// Everything else.
const PLAIN: &str = "\
.jm{font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',Arial,sans-serif;font-size:12px}\
.jm .b{font-weight:600}.jm .i{font-style:italic}.jm .h1{font-size:26px;font-weight:650}.jm .h2{font-size:15px;font-weight:600}.jm .big{font-size:20px;font-weight:650}\
.jm .rule,.jm .axis{stroke-width:1;fill:none}.jm .grid{stroke-width:1;stroke-dasharray:2 4;fill:none}\
.jm .curve{stroke-width:2.5;fill:none;stroke-linejoin:round;stroke-linecap:round}.jm .ci{opacity:.2}.jm .ghost{stroke-width:2;fill:none;opacity:.7}.jm .seg{stroke-width:1.3;fill:none;opacity:.85}\
.jm .hollow{stroke-width:2}.jm .icon{stroke-width:1.2;fill:none;stroke-linejoin:round;stroke-linecap:round}.jm a{text-decoration:none}";

/// What only a browser understands.
const IN_BROWSERS: &str = "\
.jm a:hover text,.jm a:focus text{text-decoration:underline}\
@media(forced-colors:active){.jm text,.jm .soft,.jm .pos,.jm .neg,.jm .neu{fill:CanvasText}.jm .curve,.jm .axis{stroke:CanvasText}.jm .bg,.jm .stage{fill:Canvas}}";

/// The style of the picture: light, dark by the reader's preference, greys for forced colours. Every colour is written out, because what draws an
/// SVG outside of a browser knows no variables.
pub(super) fn style() -> &'static str {
    static STYLE: LazyLock<String> = LazyLock::new(|| format!("{PLAIN}{}{IN_BROWSERS}", themed(COLOURED)));
    &STYLE
}

/// Rules that name colours of the palette, once for light and once for dark.
pub(super) fn themed(coloured: &str) -> String {
    let painted = |palette: &Palette| palette.iter().fold(coloured.to_owned(), |text, (name, colour)| text.replace(name, colour));
    format!("{}@media(prefers-color-scheme:dark){{{}}}", painted(&LIGHT), painted(&DARK))
}
