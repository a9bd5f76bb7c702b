"""Making models: recipe → prepare → tokenizer → pack → train → export → evaluate → card.

``loop`` and what it imports need only torch, transformers, sentencepiece and numpy, so that a packed data
file and this package are all a borrowed machine has to hold.
"""
