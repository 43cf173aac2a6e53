//! The stores to test against.

use std::{path::Path, sync::Arc};

use journey_core::store::{PostgresStore, SqliteStore, Store};

/// Opens a store by its address: `postgres:` and connection parameters, or the path of an SQLite file.
///
/// # Panics
/// When it cannot be opened.
pub async fn open_store(address: &str) -> Arc<dyn Store> {
    match address.strip_prefix("postgres:") {
        Some(parameters) => Arc::new(PostgresStore::connect(parameters).await.expect("PostgreSQL answers")),
        None => Arc::new(SqliteStore::open(Path::new(address)).expect("the file opens")),
    }
}

/// The PostgreSQL that `tests/run` starts, with a database of its own for this caller.
///
/// # Panics
/// When the database cannot be made.
pub async fn fresh_database(name: &str) -> Option<String> {
    let Ok(parameters) = std::env::var("JOURNEY_POSTGRES") else {
        eprintln!("NOT RUN: JOURNEY_POSTGRES is not set; use tests/run");
        return None;
    };
    let (client, connection) =
        tokio_postgres::connect(&format!("{parameters} dbname=postgres"), tokio_postgres::NoTls).await.expect("PostgreSQL answers");
    let connection = tokio::spawn(connection);
    client.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await.expect("dropped");
    client.batch_execute(&format!("CREATE DATABASE {name}")).await.expect("made");
    drop(client);
    let _ = connection.await;
    Some(format!("postgres:{parameters} dbname={name}"))
}
