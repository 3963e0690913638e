package io.takecover.rule;

/**
 * The weaknesses that unchecked image fields lead to, by their numbers in the Common Weakness
 * Enumeration.
 */
public enum Cwe {
  NONE(0, "no weakness of its own"),
  CWE_20(20, "improper input validation"),
  CWE_22(22, "path traversal"),
  CWE_59(59, "following a link"),
  CWE_125(125, "out-of-bounds read"),
  CWE_131(131, "wrong calculation of a buffer size"),
  CWE_190(190, "integer overflow"),
  CWE_191(191, "integer underflow"),
  CWE_195(195, "signed to unsigned conversion"),
  CWE_197(197, "numeric truncation"),
  CWE_198(198, "use of the wrong byte order"),
  CWE_200(200, "exposure of information"),
  CWE_295(295, "improper validation of a certificate"),
  CWE_298(298, "improper check of an expiry date"),
  CWE_326(326, "encryption that is too weak"),
  CWE_327(327, "a broken or risky cryptographic algorithm"),
  CWE_347(347, "improper check of a signature"),
  CWE_354(354, "improper check of an integrity value"),
  CWE_367(367, "what was checked is not what is used"),
  CWE_400(400, "uncontrolled use of a resource"),
  CWE_405(405, "amplification of resource use"),
  CWE_407(407, "inefficient algorithm"),
  CWE_409(409, "amplification of compressed or shared data"),
  CWE_436(436, "two readers disagree"),
  CWE_476(476, "null pointer dereference"),
  CWE_626(626, "a NUL byte ends the name for one reader only"),
  CWE_674(674, "uncontrolled recursion"),
  CWE_704(704, "wrong conversion or cast"),
  CWE_708(708, "wrong owner"),
  CWE_770(770, "allocation without a limit"),
  CWE_787(787, "out-of-bounds write"),
  CWE_789(789, "allocation of an excessive size"),
  CWE_823(823, "use of an out-of-range offset"),
  CWE_834(834, "excessive iteration"),
  CWE_835(835, "endless loop"),
  CWE_843(843, "type confusion"),
  CWE_863(863, "incorrect authorization"),
  CWE_908(908, "use of an uninitialised resource"),
  CWE_1284(1284, "improper check of a quantity"),
  CWE_1335(1335, "a shift by more than the width");

  private final int number;
  private final String title;

  Cwe(int number, String title) {
    this.number = number;
    this.title = title;
  }

  public int number() {
    return number;
  }

  public String title() {
    return title;
  }
}
