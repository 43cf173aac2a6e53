"""Adapters to models that people already use. Each is an extra: `pip install "journey-core[openai]"`."""
