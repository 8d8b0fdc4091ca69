"""The embedded database: `schema` (tables), `rows` (records -> rows), `duckdb_store` and `parquet_store` (adapters)."""
