-- The extension whose functions the text calls (--helpers orafce). Only a superuser creates it.
CREATE EXTENSION IF NOT EXISTS orafce;
