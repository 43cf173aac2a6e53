"""Coding on Spark: a DataFrame of texts becomes one corpus, and no text passes through the driver.

    import journey_core as jc
    import journey_core.spark as js

    corpus = js.code(frame, jc.template("insurance"), text="message", participant="customer_id", segment="plan")
    corpus.map().save("map.html")

Columns are found and read by the rules of `journey_core.read`. The corpus is the same to the byte as that of one process, however the frame is cut.
`code_rows` also keeps the rows that were not coded, with reasons. Every executor needs this package in the version of the driver.
"""
from ._run import SparkRun, code, code_rows

__all__ = ["SparkRun", "code", "code_rows"]
