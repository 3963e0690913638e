package io.takecover.misplaced.sign;

import io.takecover.misplaced.bytes.Window;
import org.assertj.core.api.Assertions;

/** A signature must not see the image, nor any library but Bouncy Castle. */
public record Signed(Window image, Assertions needless) {}
