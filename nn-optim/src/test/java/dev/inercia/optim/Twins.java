package dev.inercia.optim;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.PrimitiveTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.type.TypeKind;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Finds float code and its double twin in Java sources, substitutes the types in the float one, and compares: methods of
 * one name in one class whose parameters differ in the type alone, classes such as {@code FloatPart} and
 * {@code DoublePart}, and the two branches of an {@code if} or {@code ?:}, of which one has floats and the other doubles.
 *
 * <p>Substituted: {@code float} by {@code double} in types and names, {@code NAME} by {@code NAME_DOUBLE} where there is such a
 * constant. Nothing to the comparison are comments, layout, parentheses beyond need, casts to float or double, and how a
 * number is written: {@code 1f}, {@code 1.0} and {@code 1}.
 */
final class Twins {

    /**
     * Two pieces of code.
     *
     * @param where the class and method
     * @param floats the float code, substituted, as its syntax tree
     * @param doubles the double code, likewise
     */
    record Pair(String where, String floats, String doubles) {

        boolean areEqual() {
            return floats.equals(doubles);
        }
    }

    private Twins() {}

    /** All pairs in one source file. */
    static List<Pair> in(String source) {
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///Source.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        JavacTask task =
                (JavacTask) ToolProvider.getSystemJavaCompiler().getTask(null, null, null, null, null, List.of(file));
        try {
            List<Pair> pairs = new ArrayList<>();
            for (CompilationUnitTree unit : task.parse()) {
                new Finder(pairs, constants(unit)).scan(unit, null);
            }
            return pairs;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Constants that have a twin called {@code NAME_DOUBLE}. */
    private static Set<String> constants(CompilationUnitTree unit) {
        Set<String> found = new HashSet<>();
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitVariable(VariableTree variable, Void nothing) {
                String name = variable.getName().toString();
                if (name.endsWith("_DOUBLE")) {
                    found.add(name.substring(0, name.length() - "_DOUBLE".length()));
                }
                return super.visitVariable(variable, nothing);
            }
        }.scan(unit, null);
        return found;
    }

    private static final class Finder extends TreePathScanner<Void, Void> {

        private final List<Pair> pairs;
        private final Set<String> constants;
        private String type = "";
        private String method = "";

        Finder(List<Pair> pairs, Set<String> constants) {
            this.pairs = pairs;
            this.constants = constants;
        }

        private String text(Tree tree, boolean substituted) {
            return new Text(substituted ? constants : null).of(tree);
        }

        private void add(String where, Tree floats, Tree doubles) {
            pairs.add(new Pair(where, text(floats, true), text(doubles, false)));
        }

        @Override
        public Void visitClass(ClassTree tree, Void nothing) {
            String outer = type;
            type = tree.getSimpleName().isEmpty() ? outer : tree.getSimpleName().toString();
            Map<String, MethodTree> methods = new HashMap<>();
            Map<String, ClassTree> classes = new HashMap<>();
            for (Tree member : tree.getMembers()) {
                if (member instanceof MethodTree one) {
                    methods.put(one.getName() + text(one.getParameters()), one);
                } else if (member instanceof ClassTree one) {
                    classes.put(one.getSimpleName().toString(), one);
                }
            }
            methods.forEach((signature, one) -> {
                Tree twin = methods.get(one.getName() + substituted(one.getParameters()));
                if (twin != null && twin != one && one.getBody() != null) {
                    add(type + "." + one.getName(), one, twin);
                }
            });
            classes.forEach((name, one) -> {
                if (name.startsWith("Float") && classes.containsKey(name.replace("Float", "Double"))) {
                    add(type + "." + name, one, classes.get(name.replace("Float", "Double")));
                }
            });
            super.visitClass(tree, nothing);
            type = outer;
            return nothing;
        }

        private String text(List<? extends Tree> parameters) {
            StringBuilder text = new StringBuilder();
            parameters.forEach(one -> text.append(text(((VariableTree) one).getType(), false)));
            return text.toString();
        }

        private String substituted(List<? extends Tree> parameters) {
            StringBuilder text = new StringBuilder();
            parameters.forEach(one -> text.append(text(((VariableTree) one).getType(), true)));
            return text.toString();
        }

        @Override
        public Void visitMethod(MethodTree tree, Void nothing) {
            method = tree.getName().toString();
            return super.visitMethod(tree, nothing);
        }

        @Override
        public Void visitIf(IfTree tree, Void nothing) {
            branches(tree.getThenStatement(), tree.getElseStatement());
            return super.visitIf(tree, nothing);
        }

        @Override
        public Void visitConditionalExpression(ConditionalExpressionTree tree, Void nothing) {
            branches(tree.getTrueExpression(), tree.getFalseExpression());
            return super.visitConditionalExpression(tree, nothing);
        }

        private void branches(Tree first, Tree second) {
            if (second != null && !(second instanceof IfTree)) {
                if (has(first, "float") && has(second, "double")) {
                    add(type + "." + method, first, second);
                } else if (has(first, "double") && has(second, "float")) {
                    add(type + "." + method, second, first);
                }
            }
        }

        /** True if the code has numbers of this type, and none of the other. */
        private boolean has(Tree tree, String word) {
            String text = text(tree, false).toLowerCase(java.util.Locale.ROOT);
            String other = word.equals("float") ? "double" : "float";
            return text.contains(word) && !text.contains(other);
        }
    }

    /** A syntax tree in words. */
    private static final class Text extends TreeScanner<Void, Void> {

        private final StringBuilder text = new StringBuilder();
        /** Constants with a twin; null if nothing is to be substituted. */
        private final Set<String> substituted;

        Text(Set<String> substituted) {
            this.substituted = substituted;
        }

        String of(Tree tree) {
            scan(tree, null);
            return text.toString();
        }

        private void name(CharSequence name) {
            String word = name.toString();
            if (substituted != null) {
                word = substituted.contains(word)
                        ? word + "_DOUBLE"
                        : word.replace("float", "double")
                                .replace("Float", "Double")
                                .replace("FLOAT", "DOUBLE");
            }
            text.append(' ').append(word);
        }

        @Override
        public Void scan(Tree tree, Void nothing) {
            if (tree == null || isTransparent(tree)) {
                return super.scan(tree, nothing);
            }
            text.append(" (").append(isNegative(tree) || isNumeral(tree) ? "NUMBER" : tree.getKind());
            super.scan(tree, nothing);
            text.append(')');
            return nothing;
        }

        private static boolean isNumeral(Tree tree) {
            return tree instanceof LiteralTree literal && literal.getValue() instanceof Number;
        }

        /** The parser has -1 as a literal, but -1f as an expression. */
        private static boolean isNegative(Tree tree) {
            return tree.getKind() == Tree.Kind.UNARY_MINUS && isNumeral(((UnaryTree) tree).getExpression());
        }

        /** Whether it is its content; a block of one statement is that statement. */
        private static boolean isTransparent(Tree tree) {
            return tree instanceof ParenthesizedTree
                    || tree instanceof TypeCastTree cast && isNumber(cast.getType())
                    || tree instanceof ModifiersTree
                    || tree instanceof BlockTree block && block.getStatements().size() == 1;
        }

        private static boolean isNumber(Tree type) {
            return type instanceof PrimitiveTypeTree primitive
                    && (primitive.getPrimitiveTypeKind() == TypeKind.FLOAT
                            || primitive.getPrimitiveTypeKind() == TypeKind.DOUBLE);
        }

        @Override
        public Void visitTypeCast(TypeCastTree tree, Void nothing) {
            return isNumber(tree.getType()) ? scan(tree.getExpression(), nothing) : super.visitTypeCast(tree, nothing);
        }

        @Override
        public Void visitModifiers(ModifiersTree tree, Void nothing) {
            return nothing;
        }

        @Override
        public Void visitPrimitiveType(PrimitiveTypeTree tree, Void nothing) {
            name(tree.getPrimitiveTypeKind().toString().toLowerCase(java.util.Locale.ROOT));
            return nothing;
        }

        @Override
        public Void visitLiteral(LiteralTree tree, Void nothing) {
            Object value = tree.getValue();
            text.append(' ').append(value instanceof Number ? Double.parseDouble(value.toString()) : value);
            return nothing;
        }

        @Override
        public Void visitIdentifier(IdentifierTree tree, Void nothing) {
            name(tree.getName());
            return nothing;
        }

        @Override
        public Void visitMemberSelect(MemberSelectTree tree, Void nothing) {
            name(tree.getIdentifier());
            return super.visitMemberSelect(tree, nothing);
        }

        @Override
        public Void visitMemberReference(MemberReferenceTree tree, Void nothing) {
            name(tree.getName());
            return super.visitMemberReference(tree, nothing);
        }

        @Override
        public Void visitVariable(VariableTree tree, Void nothing) {
            name(tree.getName());
            return super.visitVariable(tree, nothing);
        }

        @Override
        public Void visitMethod(MethodTree tree, Void nothing) {
            name(tree.getName());
            return super.visitMethod(tree, nothing);
        }

        @Override
        public Void visitClass(ClassTree tree, Void nothing) {
            name(tree.getSimpleName());
            return super.visitClass(tree, nothing);
        }

        /** A division whose dividend is written as an integer may be one of integers. */
        @Override
        public Void visitBinary(BinaryTree tree, Void nothing) {
            if (tree.getKind() == Tree.Kind.DIVIDE && tree.getLeftOperand().getKind() == Tree.Kind.INT_LITERAL) {
                text.append(" integer");
            }
            return super.visitBinary(tree, nothing);
        }

        @Override
        public Void visitUnary(UnaryTree tree, Void nothing) {
            if (!isNegative(tree)) {
                return super.visitUnary(tree, nothing);
            }
            Object value = ((LiteralTree) tree.getExpression()).getValue();
            text.append(' ').append(-Double.parseDouble(value.toString()));
            return nothing;
        }
    }
}
