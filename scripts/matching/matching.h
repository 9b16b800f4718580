/* What the matchers written by scripts/patterns.py share with scripts/matching.c. */
#ifndef MATCHING_H
#define MATCHING_H
#include <Python.h>

/* capturing groups, loops of one pattern: those with more stay with re */
#define GROUPS 32
#define LOOPS 32
/* iterations of loops within each other before a text is left to re: the stack is finite */
#define DEEP 1500
/* a text of one byte a character is widened if it is no longer than this, or left to re */
#define WIDENED 200

/* a text being matched; offsets are code points, -1 is no match */
typedef struct {
    const void *chars;
    int kind;               /* bytes a character: 2 or 4 */
    Py_ssize_t end;         /* offset behind the last character that may be looked at */
    Py_ssize_t start;       /* where the match begins */
    int whole;              /* it has to end at `end` */
    int longer;             /* it must not be empty at `start` */
    int depth, too_deep;
    int last;               /* the group that was closed last */
    Py_ssize_t marks[2 * GROUPS];
    Py_ssize_t round[LOOPS], before[LOOPS];
    Py_UCS2 widened[WIDENED];
} State;

typedef Py_ssize_t (*Matcher)(State *, Py_ssize_t);

typedef struct {
    const char *text;       /* the pattern, UTF-8 */
    Py_ssize_t size;
    int flags, told_flags;  /* as given to compile(), as told by the pattern */
    int groups, loops;
    const char *names;      /* 1:name 2:other */
    Matcher here, next;     /* matches at an offset; finds the next match */
} Entry;

static inline Py_UCS4 at(const State *s, Py_ssize_t i)
{
    return s->kind == 2 ? ((const Py_UCS2 *)s->chars)[i] : ((const Py_UCS4 *)s->chars)[i];
}

static inline Py_ssize_t done(const State *s, Py_ssize_t i)
{
    return (s->whole && i != s->end) || (s->longer && i == s->start) ? -1 : i;
}

/* whether the characters of `word` but the first stand behind offset i */
int follows(const State *s, Py_ssize_t i, const Py_UCS4 *word, int size);

static inline int too_deep(State *s)
{
    if (++s->depth <= DEEP && !s->too_deep) return 0;
    s->depth--;
    s->too_deep = 1;
    s->end = -1;            /* nothing matches any more: the matcher comes back soon */
    return 1;
}

static inline int bit(const unsigned char *pages, const unsigned char (*rows)[32], Py_UCS4 c)
{
    return rows[pages[c >> 8]][(c & 255) >> 3] >> (c & 7) & 1;
}
#endif
