package io.takecover.fuzz.coverage;

/**
 * A line of the parser that decides something.
 *
 * @param type internal name of the class
 */
record Site(String type, int line) {}
