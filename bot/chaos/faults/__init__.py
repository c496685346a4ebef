"""One fault a file, all behind `base.Fault`; `every.py` lists them."""
