"""The history in SQLite. The only package that imports SQLAlchemy and Alembic."""
