"""Shared by the tests of the encoders: the bundled model, and a small real model of another kind."""

from collections import Counter
from pathlib import Path
from unicodedata import normalize

import pytest
from encoder_texts import SENTENCES
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

from embeddings import Encoder, load_encoder

WORDS = 160
"""Of the small model."""


@pytest.fixture(scope="session")
def bundled() -> Encoder:
    """The bundled encoder."""
    return load_encoder("bundled")


@pytest.fixture(scope="session")
def bert_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sentence-transformers model: a BERT of two layers with random weights, and a vocabulary of its own."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    folder = tmp_path_factory.mktemp("bert")
    tokenizer = _small_tokenizer()
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, unk_token="<unk>", pad_token="<pad>", cls_token="<s>", sep_token="</s>"
    )
    fast.model_max_length = 512
    torch.manual_seed(20)
    config = BertConfig(
        vocab_size=tokenizer.get_vocab_size(),
        hidden_size=64,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=128,
        initializer_range=0.3,
        pad_token_id=1,
    )
    BertModel(config).save_pretrained(folder / "plain")
    fast.save_pretrained(folder / "plain")
    transformer = Transformer(str(folder / "plain"))
    pooling = Pooling(64, "mean")
    prompts = {"query": "query: ", "passage": "passage: "}
    SentenceTransformer(modules=[transformer, pooling], device="cpu", prompts=prompts).save(str(folder / "model"))
    return folder / "model"


def _small_tokenizer() -> Tokenizer:
    """Over the characters of the sentences and their commonest pairs. Not trained: that would not give the same words
    twice, and with them the random weights of a model would go to others."""
    text = normalize("NFKC", "".join(SENTENCES))
    pairs = Counter(text[at : at + 2] for at in range(len(text) - 1) if text[at : at + 2].isalnum())
    common = sorted(pairs, key=lambda pair: (-pairs[pair], pair))
    special = [(word, 0.0) for word in ("<s>", "<pad>", "</s>", "<unk>")]
    single = [(character, -6.0) for character in sorted({"▁", *text.replace(" ", "")})]
    words = [*special, *single, *((pair, -5.0) for pair in common)][:WORDS]
    tokenizer = Tokenizer(models.Unigram(words, unk_id=3))
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    return tokenizer
