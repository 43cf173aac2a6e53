//! Import and export.

use crate::{
    coding::Codebook,
    exchange::{self, ImportedCodings, QdaProject, ReadDocuments, ReadOptions},
    ffi::{Bytes, operation::declare_operations},
    journey::{Document, Framework, Observation},
};

declare_operations! {
    /// Joins excerpts of the same conversation into one document.
    merge_excerpts(documents: Vec<Document>) -> Vec<Document> {
        Ok(exchange::merge_excerpts(documents))
    }
    /// Writes observations as CSV, one row each, with their quotations.
    observations_csv(observations: Vec<Observation>) -> String {
        Ok(exchange::observations_csv(&observations))
    }
    /// The same with every text as it stands: a spreadsheet may take one for a formula.
    observations_csv_verbatim(observations: Vec<Observation>) -> String {
        Ok(exchange::observations_csv_verbatim(&observations))
    }
    /// Reads a file of customers' words, whatever it is: CSV, Excel, JSON, Zendesk, Intercom, Freshdesk, Qualtrics, Slack, mail, WebVTT, SRT, Whisper, Word, text,
    /// WhatsApp.
    read_any(name: String, bytes: Bytes, options: ReadOptions = ReadOptions::default()) -> ReadDocuments {
        exchange::read_any(&name, &bytes.0, &options)
    }
    /// Reads what people coded from CSV; rows that fail a check are returned with the reason.
    read_codings(csv: String, documents: Vec<Document>, framework: Framework, coder: String) -> ImportedCodings {
        exchange::read_codings(&csv, &documents, &framework, &coder)
    }
    /// Reads a REFI-QDA codebook (`.qdc`).
    read_qdc(xml: String) -> Codebook {
        exchange::read_qdc(&xml)
    }
    /// Reads a REFI-QDA project (`.qdpx`) of this library or another program.
    read_qdpx(bytes: Bytes) -> QdaProject {
        exchange::read_qdpx(&bytes.0)
    }
    /// Writes a REFI-QDA codebook (`.qdc`).
    write_qdc(codebook: Codebook) -> String {
        exchange::write_qdc(&codebook)
    }
    /// Writes a REFI-QDA project (`.qdpx`) for ATLAS.ti, MAXQDA or NVivo.
    write_qdpx(name: String, documents: Vec<Document>, observations: Vec<Observation>, codebook: Codebook) -> Bytes {
        exchange::write_qdpx(&name, &documents, &observations, &codebook).map(Bytes)
    }
}
