/* Tells what each step of the demo asked and what came back, and ends it where an answer is not the
 * promised one. */
#ifndef STORY_H
#define STORY_H

#include <cello_session.h>

/* The text of a printf and its arguments are compared by the compilers that can. */
#if defined(__GNUC__)
#define STORY_PRINTF __attribute__((format(printf, 1, 2)))
#else
#define STORY_PRINTF
#endif

/* A numbered headline. */
void story_chapter(const char *title);

/* One line each: what a person should know, what was asked of the library, and what came back. */
STORY_PRINTF void story_note(const char *format, ...);
STORY_PRINTF void story_asked(const char *format, ...);
STORY_PRINTF void story_came(const char *format, ...);

/* Prints the status that came back. Ends the program with exit code 1 if it is not the expected
 * one. */
void story_expect(cello_session_status came, cello_session_status expected);

/* For answers other than a status. Says nothing if the promise holds, else ends the program with
 * exit code 1. */
void story_check(int holds, const char *promise);

/* The clock that is handed to the library: it begins at 2023-11-14 22:13:20 UTC and moves only when
 * it is told to. */
uint64_t story_now(void);
void story_wait(uint64_t seconds, const char *how_long);

/* A point in time for people; each of the last four answers stays valid. */
const char *story_time(uint64_t unix_s);

/* A long token, cut in the middle; each of the last four answers stays valid. */
const char *story_short(const char *token);

#endif
