"""dbmigrate: moves hospital databases to the PostgreSQL family."""
