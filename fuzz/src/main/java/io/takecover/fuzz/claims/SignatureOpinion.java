package io.takecover.fuzz.claims;

import io.takecover.fuzz.gen.DerNode;
import io.takecover.sign.SignatureRule;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is wrong first with a CMS message, as a second reader has it: one that has the whole tree
 * before it looks, goes on with nothing where something is missing, and keeps what it saw first.
 */
final class SignatureOpinion {
  /** The hashes, by identifier, and what identifies signatures over each. */
  private enum Hash {
    SHA256("608648016503040201", "2a864886f70d01010b", "2a8648ce3d040302"),
    SHA384("608648016503040202", "2a864886f70d01010c", "2a8648ce3d040303"),
    SHA512("608648016503040203", "2a864886f70d01010d", "2a8648ce3d040304");

    private final String id;
    private final Set<String> rsa;
    private final String ecdsa;

    Hash(String id, String rsa, String ecdsa) {
      this.id = id;
      this.rsa = Set.of("2a864886f70d010101", rsa);
      this.ecdsa = ecdsa;
    }

    static Hash of(String id) {
      for (Hash hash : values()) {
        if (hash.id.equals(id)) {
          return hash;
        }
      }
      return null;
    }
  }

  /**
   * One signer, of a message in which nothing is wrong.
   *
   * @param sid what names the certificate: issuer and number, or the key
   * @param hash as Java calls it, without a hyphen
   * @param attributes the signed ones, or nothing
   * @param messageDigest what they say that the hash is
   */
  record Signer(
      DerNode sid,
      String hash,
      boolean isRsa,
      DerNode attributes,
      DerNode messageDigest,
      DerNode signature) {}

  private static final int MOST = 8;
  private static final int KEY_IDENTIFIER = 0x80;
  private static final int FIRST = 0xa0;
  private static final int SECOND = 0xa1;
  private static final String DATA = "2a864886f70d010701";
  private static final String SIGNED_DATA = "2a864886f70d010702";
  private static final String CONTENT_TYPE = "2a864886f70d010903";
  private static final String MESSAGE_DIGEST = "2a864886f70d010904";
  private static final Set<String> ATTRIBUTES =
      Set.of(CONTENT_TYPE, MESSAGE_DIGEST, "2a864886f70d010905", "2a864886f70d01090f");
  private static final DerNode NOTHING = DerNode.nothing();

  private final List<Signer> signers = new ArrayList<>();
  private final List<DerNode> certificates = new ArrayList<>();
  private SignatureRule broken;

  private SignatureOpinion() {}

  /** Of a message that has some other size than a raw signature, and no more than is allowed. */
  static SignatureOpinion of(byte[] message) {
    SignatureOpinion opinion = new SignatureOpinion();
    DerNode.Forest forest = DerNode.read(message);
    opinion.broken = forest.broken();
    if (forest.broken() == null) {
      opinion.message(new ArrayDeque<>(forest.trees()));
    }
    return opinion;
  }

  /** The rule that is broken first, of those that need no key; null where none is. */
  SignatureRule broken() {
    return broken;
  }

  List<Signer> signers() {
    return signers;
  }

  List<DerNode> certificates() {
    return certificates;
  }

  private void message(Deque<DerNode> all) {
    Deque<DerNode> info = into(all, DerNode.SEQUENCE);
    end(all);
    want(take(info, DerNode.OID).hex().equals(SIGNED_DATA), SignatureRule.CONTENT_TYPE);
    Deque<DerNode> content = into(info, FIRST);
    end(info);
    Deque<DerNode> data = into(content, DerNode.SEQUENCE);
    end(content);
    DerNode version = take(data, DerNode.INTEGER);
    List<Hash> hashes = new ArrayList<>();
    for (DerNode each : set(take(data, DerNode.SET))) {
      hashes.add(hash(each));
    }
    Deque<DerNode> encapsulated = into(data, DerNode.SEQUENCE);
    want(take(encapsulated, DerNode.OID).hex().equals(DATA), SignatureRule.CONTENT_TYPE);
    want(encapsulated.isEmpty(), SignatureRule.ATTACHED);
    if (next(data) == FIRST) {
      for (DerNode each : data.poll().parts()) {
        want(each.tag() == DerNode.SEQUENCE, SignatureRule.STRUCTURE);
        certificates.add(each);
        want(certificates.size() <= MOST, SignatureRule.COUNT);
      }
    }
    want(next(data) != SECOND, SignatureRule.REVOCATION);
    List<DerNode> infos = set(take(data, DerNode.SET));
    want(!infos.isEmpty() && infos.size() <= MOST, SignatureRule.COUNT);
    Set<Hash> used = new HashSet<>();
    boolean byKey = false;
    for (DerNode each : infos) {
      used.add(signer(new ArrayDeque<>(each.parts())));
      byKey |= signers.get(signers.size() - 1).sid().tag() == KEY_IDENTIFIER;
    }
    end(data);
    want(version.hex().equals(byKey ? "03" : "01"), SignatureRule.VERSION);
    want(used.equals(new HashSet<>(hashes)), SignatureRule.DIGEST_ALGORITHMS);
    for (DerNode each : certificates) {
      certificate(new ArrayDeque<>(each.parts()));
    }
  }

  private Hash signer(Deque<DerNode> parts) {
    DerNode version = take(parts, DerNode.INTEGER);
    boolean byKey = next(parts) == KEY_IDENTIFIER;
    DerNode sid = byKey ? parts.poll() : take(parts, DerNode.SEQUENCE);
    if (!byKey) {
      Deque<DerNode> names = new ArrayDeque<>(sid.parts());
      take(names, DerNode.SEQUENCE);
      take(names, DerNode.INTEGER);
      end(names);
    }
    want(version.hex().equals(byKey ? "03" : "01"), SignatureRule.VERSION);
    Hash hash = hash(take(parts, DerNode.SEQUENCE));
    DerNode attributes = NOTHING;
    DerNode messageDigest = NOTHING;
    if (next(parts) == FIRST) {
      attributes = parts.poll();
      messageDigest = messageDigest(attributes);
    }
    Deque<DerNode> algorithm = into(parts, DerNode.SEQUENCE);
    String id = take(algorithm, DerNode.OID).hex();
    boolean isRsa = hash != null && hash.rsa.contains(id);
    boolean isEcdsa = hash != null && hash.ecdsa.equals(id);
    want(isRsa || isEcdsa, SignatureRule.SIGNATURE_ALGORITHM);
    parameters(algorithm, isRsa);
    DerNode signature = take(parts, DerNode.OCTET_STRING);
    want(next(parts) != SECOND, SignatureRule.UNSIGNED_ATTRIBUTES);
    end(parts);
    signers.add(new Signer(sid, String.valueOf(hash), isRsa, attributes, messageDigest, signature));
    return hash;
  }

  private DerNode messageDigest(DerNode attributes) {
    Set<String> met = new HashSet<>();
    DerNode messageDigest = NOTHING;
    for (DerNode each : set(attributes)) {
      Deque<DerNode> attribute = new ArrayDeque<>(each.parts());
      String id = take(attribute, DerNode.OID).hex();
      want(ATTRIBUTES.contains(id), SignatureRule.ATTRIBUTE);
      Deque<DerNode> values = into(attribute, DerNode.SET);
      end(attribute);
      want(met.add(id), SignatureRule.ATTRIBUTES);
      if (id.equals(CONTENT_TYPE)) {
        want(take(values, DerNode.OID).hex().equals(DATA), SignatureRule.ATTRIBUTES);
        end(values);
      } else if (id.equals(MESSAGE_DIGEST)) {
        messageDigest = take(values, DerNode.OCTET_STRING);
        end(values);
      }
    }
    want(met.containsAll(Set.of(CONTENT_TYPE, MESSAGE_DIGEST)), SignatureRule.ATTRIBUTES);
    return messageDigest;
  }

  private void certificate(Deque<DerNode> parts) {
    take(parts, DerNode.SEQUENCE);
    take(into(parts, DerNode.SEQUENCE), DerNode.OID);
    DerNode bits = take(parts, DerNode.BIT_STRING);
    end(parts);
    want(bits.length() > 1 && bits.hex().startsWith("00"), SignatureRule.STRUCTURE);
  }

  private Hash hash(DerNode identifier) {
    Deque<DerNode> parts = new ArrayDeque<>(identifier.parts());
    Hash hash = Hash.of(take(parts, DerNode.OID).hex());
    want(hash != null, SignatureRule.DIGEST_ALGORITHM);
    parameters(parts, true);
    return hash;
  }

  private void parameters(Deque<DerNode> parts, boolean maybeNull) {
    if (!parts.isEmpty()) {
      DerNode only = parts.poll();
      boolean isNull = only.tag() == DerNode.NULL && only.length() == 0;
      want(maybeNull && isNull, SignatureRule.PARAMETERS);
      end(parts);
    }
  }

  /** The elements of a set, which are sequences and ascend. */
  private List<DerNode> set(DerNode set) {
    DerNode before = null;
    for (DerNode each : set.parts()) {
      want(each.tag() == DerNode.SEQUENCE, SignatureRule.STRUCTURE);
      want(before == null || before.isBefore(each), SignatureRule.SET_ORDER);
      before = each;
    }
    return set.parts();
  }

  private static int next(Deque<DerNode> parts) {
    return parts.isEmpty() ? 0 : parts.peek().tag();
  }

  private DerNode take(Deque<DerNode> parts, int tag) {
    boolean isThere = next(parts) == tag;
    want(isThere, SignatureRule.STRUCTURE);
    return isThere ? parts.poll() : NOTHING;
  }

  private Deque<DerNode> into(Deque<DerNode> parts, int tag) {
    return new ArrayDeque<>(take(parts, tag).parts());
  }

  private void end(Deque<DerNode> parts) {
    want(parts.isEmpty(), SignatureRule.TRAILING);
  }

  private void want(boolean holds, SignatureRule rule) {
    if (!holds && broken == null) {
      broken = rule;
    }
  }
}
