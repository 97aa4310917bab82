"""Web pages: the article, not the menus."""
