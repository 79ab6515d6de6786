"""Alembic's folder, run by `dlprep.storage.schema.upgrade`.

A change of the tables is a new file in `versions/` (named by its number, `down_revision` the one before), the
same change in `tables.py`, and SCHEMA_VERSION raised by one. A test holds that both lead to the same schema.
"""
