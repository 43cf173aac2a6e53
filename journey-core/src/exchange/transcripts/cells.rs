//! The cells of a table, in one text.

/// The filled cells of each row.
#[derive(Clone, Debug, Default)]
pub(super) struct Cells {
    text: String,
    /// The column of each cell and where its text ends.
    cells: Vec<(u32, usize)>,
    /// Where the cells of each row end.
    rows: Vec<usize>,
}

impl Cells {
    /// Adds a row of cells by column, in the order of the columns; an empty cell is none.
    pub(super) fn push<'a>(&mut self, row: impl IntoIterator<Item = (u32, &'a str)>) {
        for (column, text) in row {
            let text = text.trim();
            if !text.is_empty() {
                self.text.push_str(text);
                self.cells.push((column, self.text.len()));
            }
        }
        self.rows.push(self.cells.len());
    }

    pub(super) fn rows(&self) -> usize {
        self.rows.len()
    }

    /// The filled cells of a row by column.
    pub(super) fn row(&self, at: usize) -> Row<'_> {
        let begin = at.checked_sub(1).and_then(|before| self.rows.get(before)).copied().unwrap_or(0);
        let end = self.rows.get(at).copied().unwrap_or(begin);
        Row { table: self, begin, end }
    }

    fn cell(&self, at: usize) -> Option<&str> {
        let (_, end) = self.cells.get(at)?;
        let start = at.checked_sub(1).and_then(|before| self.cells.get(before)).map_or(0, |(_, end)| *end);
        self.text.get(start..*end)
    }
}

/// The filled cells of one row.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    table: &'a Cells,
    begin: usize,
    end: usize,
}

impl<'a> Row<'a> {
    pub(super) fn cell(self, column: usize) -> Option<&'a str> {
        let cells = self.table.cells.get(self.begin..self.end)?;
        let at = cells.binary_search_by_key(&column, |(column, _)| *column as usize).ok()?;
        self.table.cell(self.begin + at)
    }

    pub(super) fn all(self) -> impl Iterator<Item = (usize, &'a str)> {
        (self.begin..self.end).filter_map(move |at| Some((self.table.cells.get(at)?.0 as usize, self.table.cell(at)?)))
    }
}
