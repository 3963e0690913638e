/**
 * What was measured, held against what was said in public. Producers write evidence as JSON, the
 * report is made from evidence and from nothing else, and pages are made from the report.
 */
package io.takecover.fuzz.report;
