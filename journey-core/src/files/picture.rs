//! A map as a file.

use std::{fs, path::Path};

use super::unwritable;
use crate::{
    analysis::JourneyMap,
    error::Error,
    render::{RenderOptions, html, markdown, mermaid, svg},
};

impl JourneyMap {
    /// Saves the map as its file's ending says: `.html`, `.svg`, `.md` (the report), `.mmd` (Mermaid) or `.json`.
    ///
    /// ```
    /// # use journey_core::{Corpus, Document, Framework, MapOptions, journey::{DocumentSource, Role}};
    /// # let framework = Framework::template("insurance")?;
    /// # let mut ticket = Document::new("ticket-1", DocumentSource::Ticket, "customer-1");
    /// # ticket.push(Role::Customer, "Filing the claim was easy. Then I waited three weeks without any update.");
    /// # let corpus = Corpus::code(&[ticket], framework)?;
    /// # let folder = tempfile::tempdir().map_err(|error| journey_core::Error::invalid("folder", error, "free some room"))?;
    /// let map = corpus.map(framework, &MapOptions::new("Claims", "Where do claims hurt?"))?;
    /// map.save(folder.path().join("map.html"))?;
    /// # Ok::<(), journey_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// When the ending is another one, or the file cannot be written.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<(), Error> {
        let path = path.as_ref();
        let options = RenderOptions::default();
        let text = match path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase().as_str() {
            "html" => html(self, &options),
            "json" => self.to_json(),
            "md" => markdown(self),
            "mmd" => mermaid(self),
            "svg" => svg(self, &options),
            ending => {
                let problem = format!("`{ending}` is not a format of a map");
                return Err(Error::invalid(path.display(), problem, "use .html, .svg, .md, .mmd or .json"));
            }
        };
        fs::write(path, text).map_err(|error| unwritable(path, error))
    }
}
