package io.takecover.misplaced.sign;

import io.takecover.misplaced.erofs.ErofsThing;
import org.assertj.core.api.Assertions;

/** A signature must not see the image, nor any library but Bouncy Castle. */
public record Signed(ErofsThing image, Assertions needless) {}
