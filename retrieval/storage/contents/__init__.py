"""The texts of documents, and where in their files these stand."""
