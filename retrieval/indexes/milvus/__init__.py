"""The engine that keeps both indexes in Milvus (`yuanwen[milvus]`)."""
