//! Colours and type.

/// The style of the picture: light, dark by the reader's preference, greys for forced colours.
pub(super) const STYLE: &str = "\
.jm{--bg:#fff;--ink:#1c1f23;--soft:#5F6368;--axis:#8A8F94;--line:#E3E6E8;--band:#F4F6F8;--pos:#0B5FA5;--neu:#5F6368;--neg:#B34700;--posf:#E6F0F8;--negf:#FBEDE4;--neuf:#EEF0F1;font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',Arial,sans-serif;font-size:12px;background:var(--bg)}\
@media(prefers-color-scheme:dark){.jm{--bg:#121417;--ink:#ECEEF0;--soft:#A9B0B7;--axis:#8A8F94;--line:#2B3036;--band:#1A1E22;--pos:#7CC0FF;--neu:#A9B0B7;--neg:#FFA366;--posf:#14293B;--negf:#3A2415;--neuf:#24292E}}\
.jm text{fill:var(--ink)}.jm .soft{fill:var(--soft)}.jm .pos{fill:var(--pos)}.jm .neg{fill:var(--neg)}.jm .neu{fill:var(--neu)}\
.jm .b{font-weight:600}.jm .i{font-style:italic}.jm .h1{font-size:26px;font-weight:650}.jm .h2{font-size:15px;font-weight:600}.jm .big{font-size:20px;font-weight:650}\
.jm .bg{fill:var(--bg)}.jm .stage{fill:var(--band)}.jm .rule{stroke:var(--line);stroke-width:1;fill:none}.jm .axis{stroke:var(--axis);stroke-width:1;fill:none}.jm .grid{stroke:var(--line);stroke-width:1;stroke-dasharray:2 4;fill:none}\
.jm .curve{stroke:var(--ink);stroke-width:2.5;fill:none;stroke-linejoin:round;stroke-linecap:round}.jm .ci{fill:var(--axis);opacity:.2}.jm .ghost{stroke:var(--axis);stroke-width:2;fill:none;opacity:.7}.jm .seg{stroke:var(--soft);stroke-width:1.3;fill:none;opacity:.85}\
.jm .mpos{fill:var(--pos);stroke:var(--pos)}.jm .mneg{fill:var(--neg);stroke:var(--neg)}.jm .mneu{fill:var(--neu);stroke:var(--neu)}.jm .hollow{fill:var(--bg);stroke-width:2}\
.jm .icon{stroke:var(--soft);stroke-width:1.2;fill:none;stroke-linejoin:round;stroke-linecap:round}.jm .cpos{fill:var(--posf)}.jm .cneg{fill:var(--negf)}.jm .cneu{fill:var(--neuf)}.jm a{text-decoration:none}.jm a:hover text,.jm a:focus text{text-decoration:underline}\
@media(forced-colors:active){.jm text,.jm .soft,.jm .pos,.jm .neg,.jm .neu{fill:CanvasText}.jm .curve,.jm .axis{stroke:CanvasText}.jm .bg,.jm .stage{fill:Canvas}}";
