package io.takecover.fuzz.corpus;

import io.takecover.fuzz.gen.Edit;
import io.takecover.fuzz.gen.EditException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes images again from what their vectors say of where they come from: a recipe, or a parent and
 * edits.
 */
public final class ImageMaker {
  private final Map<String, TestVector> vectors;
  private final Map<String, Recipe> recipes = new HashMap<>();
  private final Map<String, byte[]> made = new HashMap<>();

  public ImageMaker(Map<String, TestVector> vectors) {
    this.vectors = vectors;
    Recipe.all().forEach(recipe -> recipes.put(idOf(recipe), recipe));
  }

  static String idOf(Recipe recipe) {
    return Corpus.valid(recipe.form().format()) + recipe.name();
  }

  /**
   * The image of a strict vector or of a recipe.
   *
   * @param id of the vector
   */
  public byte[] make(String id) throws CorpusException {
    Deque<String> line = new ArrayDeque<>();
    String ancestor = id;
    while (!made.containsKey(ancestor)) {
      if (line.contains(ancestor)) {
        throw new CorpusException(id + " is derived from itself");
      }
      line.push(ancestor);
      String parent = parentOf(ancestor);
      if (parent == null) {
        break;
      }
      ancestor = parent;
    }
    while (!line.isEmpty()) {
      String next = line.pop();
      made.put(next, makeOne(next));
    }
    return made.get(id).clone();
  }

  /** The recipe from which an image is derived, however far. */
  Recipe origin(String id) throws CorpusException {
    String ancestor = id;
    Set<String> seen = new HashSet<>();
    for (String parent = parentOf(id); parent != null; parent = parentOf(ancestor)) {
      if (!seen.add(parent)) {
        throw new CorpusException(id + " is derived from itself");
      }
      ancestor = parent;
    }
    Recipe recipe = recipes.get(ancestor);
    if (recipe == null) {
      throw new CorpusException("there is no recipe for " + ancestor);
    }
    return recipe;
  }

  /** The image that edits make of a parent. */
  byte[] derive(String parent, List<Edit> edits) throws CorpusException {
    try {
      return Edit.apply(make(parent), edits);
    } catch (EditException e) {
      throw new CorpusException(e.getMessage());
    }
  }

  /** Reads edits, and says which one cannot be read. */
  static List<Edit> edits(List<String> texts) throws CorpusException {
    List<Edit> edits = new ArrayList<>();
    for (String text : texts) {
      try {
        edits.add(Edit.parse(text));
      } catch (EditException e) {
        throw new CorpusException(e.getMessage());
      }
    }
    return edits;
  }

  private String parentOf(String id) {
    TestVector vector = vectors.get(id);
    return vector == null || vector.source() == null ? null : vector.source().parent();
  }

  private byte[] makeOne(String id) throws CorpusException {
    String parent = parentOf(id);
    if (parent != null) {
      List<String> edit = vectors.get(id).source().edit();
      return derive(parent, edits(edit == null ? List.of() : edit));
    }
    Recipe recipe = recipes.get(id);
    if (recipe == null) {
      throw new CorpusException("there is no recipe for " + id);
    }
    return recipe.make();
  }
}
