"""Scores texts from standard input with vaderSentiment and prints texts per second."""
import json
import resource
import sys
import time

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

texts = sys.stdin.read().splitlines()
analyzer = SentimentIntensityAnalyzer()
begun = time.perf_counter()
for text in texts:
    analyzer.polarity_scores(text)
seconds = time.perf_counter() - begun
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
print(json.dumps({"name": "vaderSentiment", "unit": "texts/s", "value": round(len(texts) / seconds), "peak_memory": peak}))
