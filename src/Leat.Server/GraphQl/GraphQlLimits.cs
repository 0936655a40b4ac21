using GraphQLParser.AST;

namespace Leat.Server;

/// <summary>How much one document may ask for: MLflow's limits. Fragments count as often as they are used.</summary>
/// <param name="document">What is asked.</param>
internal sealed class GraphQlLimits(GraphQlDocument document)
{
    /// <summary>Longest document, in UTF-16 units: ten times the longest that MLflow's pages send.</summary>
    public const int MaxQueryLength = 20_000;

    /// <summary>How deep fields may nest.</summary>
    public const int MaxDepth = 10;

    private const int MaxSelections = 1_000;
    private const int MaxRootFields = 10;
    private const int MaxAliases = 10;

    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private int _selections;
    private int _aliases;
    private int _roots;

    /// <exception cref="GraphQlFault">It asks for too much, or a fragment contains itself.</exception>
    public void Check() => Count(document.Operation.SelectionSet, depth: 1);

    private void Count(GraphQLSelectionSet? set, int depth)
    {
        if (set is null)
            return;
        Check(depth, MaxDepth, "levels");
        foreach (var selection in set.Selections)
        {
            Check(++_selections, MaxSelections, "selections");
            switch (selection)
            {
                case GraphQLField field:
                    if (field.Alias is not null)
                        Check(++_aliases, MaxAliases, "aliases");
                    if (depth == 1)
                        Check(++_roots, MaxRootFields, "root fields");
                    Count(field.SelectionSet, depth + 1);
                    break;
                case GraphQLInlineFragment inline:
                    Count(inline.SelectionSet, depth);
                    break;
                case GraphQLFragmentSpread spread:
                    CountFragment(spread, depth);
                    break;
            }
        }
    }

    private void CountFragment(GraphQLFragmentSpread spread, int depth)
    {
        var fragment = document.Fragment(spread);
        var name = fragment.FragmentName.Name.StringValue;
        if (!_open.Add(name))
            throw new GraphQlFault($"Fragment '{name}' contains itself.");
        Count(fragment.SelectionSet, depth);
        _open.Remove(name);
    }

    private static void Check(int count, int limit, string what)
    {
        if (count > limit)
            throw new GraphQlFault($"The query has more than {limit} {what}. Ask for less, or in several queries.");
    }
}
