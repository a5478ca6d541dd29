package redpacket.architecture;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Rules over sources. Each returns a description of every violation. */
final class SourceRules {
    private static final int FILE_LINES_MAX = 300;
    private static final int COLUMNS_MAX = 120;
    private static final int PACKAGE_FILES_MAX = 25;
    private static final int METHOD_LINES_MAX = 70;
    /** Text of no use to a reader: promises, signatures, and numbers of a tracker outside the repository. */
    private static final Pattern IDLE_WORDS = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b|@auth" + "or\\b"
            + "|(?i)\\b(this|last|next|previous|earlier) sess" + "ion\\b|(?i)\\biss" + "ues? #?\\d{1,2}\\b");

    private static final Pattern SENTENCE = Pattern.compile("(?s)\\A\\s*/\\*\\*\\s+\\S.*?\\.\\s+\\*/");

    private SourceRules() {}

    static List<String> longFiles(String name, String source) {
        long lines = source.lines().count();
        return lines > FILE_LINES_MAX ? List.of(name + " has " + lines + " lines") : List.of();
    }

    static List<String> longLines(String name, String source) {
        List<String> lines = source.lines().toList();
        return IntStream.range(0, lines.size())
                .filter(line -> lines.get(line).length() > COLUMNS_MAX)
                .mapToObj(line ->
                        name + ":" + (line + 1) + " has " + lines.get(line).length() + " columns")
                .toList();
    }

    /** @param files how many Java files each directory holds */
    static Map<String, List<String>> largePackages(Map<String, Integer> files) {
        Map<String, List<String>> found = new TreeMap<>();
        files.forEach((directory, count) -> {
            if (count > PACKAGE_FILES_MAX) {
                found.put(directory, List.of(count + " files"));
            }
        });
        return found;
    }

    static List<String> idleWords(String name, String text) {
        Matcher word = IDLE_WORDS.matcher(text);
        List<String> found = new ArrayList<>();
        while (word.find()) {
            found.add(name + " says '" + word.group() + "'");
        }
        return found;
    }

    static List<String> packagesWithoutASentence(String name, String source) {
        return SENTENCE.matcher(source).find() ? List.of() : List.of(name + " does not say what the package is for");
    }

    /** Takes sources by name, and parses them all at once: a parser for each file takes a minute. */
    static List<String> longMethods(Map<String, String> sources) {
        List<Source> units = sources.entrySet().stream()
                .map(source -> new Source(source.getKey(), source.getValue()))
                .toList();
        JavacTask task = (JavacTask)
                ToolProvider.getSystemJavaCompiler().getTask(null, null, ignored -> {}, List.of(), null, units);
        SourcePositions positions = Trees.instance(task).getSourcePositions();
        List<String> found = new ArrayList<>();
        try {
            for (CompilationUnitTree unit : task.parse()) {
                LineMap lines = unit.getLineMap();
                new TreeScanner<Void, Void>() {
                    @Override
                    public Void visitMethod(MethodTree method, Void nothing) {
                        long start = lines.getLineNumber(positions.getStartPosition(unit, method));
                        long count = lines.getLineNumber(positions.getEndPosition(unit, method)) - start + 1;
                        if (count > METHOD_LINES_MAX) {
                            String name = unit.getSourceFile().getName();
                            found.add(name + ": " + method.getName() + " has " + count + " lines");
                        }
                        return super.visitMethod(method, null);
                    }
                }.scan(unit, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("sources cannot be parsed", e);
        }
        return found;
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        private Source(String name, String text) {
            super(URI.create("string:/" + name), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
