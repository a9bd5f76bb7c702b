"""Translation memory: sentences that a linguist accepted, reused instead of translated.

sentences   French and English sentences, the same one and similar ones
similarity  which of many texts is most like one
reading     from a review's journal, TMX or reviewed records
journal     what `bitexte review` wrote down
recall      a remembered sentence as the pipeline takes it
"""

from translate.memory.reading import read_memory
from translate.memory.recall import recall, suggestion
from translate.memory.sentences import LEAST, Memory, Remembered

__all__ = ["LEAST", "Memory", "Remembered", "read_memory", "recall", "suggestion"]
