"""The cities, provinces and countries that a question names, by a gazetteer."""
