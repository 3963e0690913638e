package io.takecover.fuzz.triage;

import io.takecover.fuzz.gen.Blob;

/** A cause, and the image or text that shows it and nothing else. */
record Minimal(Cause cause, Blob input) {}
