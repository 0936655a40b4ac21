using GraphQLParser;
using GraphQLParser.AST;
using GraphQLParser.Exceptions;

namespace Leat.Server;

/// <summary>A parsed document and the operation in it that is to be executed.</summary>
internal sealed class GraphQlDocument
{
    /// <summary>How deep the text may nest, braces and lists together: the parser works recursively.</summary>
    private const int MaxNesting = 64;

    private readonly Dictionary<string, GraphQLFragmentDefinition> _fragments = new(StringComparer.Ordinal);

    private GraphQlDocument(GraphQLDocument document, string? operationName)
    {
        foreach (var fragment in document.Definitions.OfType<GraphQLFragmentDefinition>())
            _fragments[fragment.FragmentName.Name.StringValue] = fragment;
        Operation = Choose([.. document.Definitions.OfType<GraphQLOperationDefinition>()], operationName);
    }

    /// <summary>The operation.</summary>
    public GraphQLOperationDefinition Operation { get; }

    /// <exception cref="GraphQlFault">Not GraphQL, too long, or without the operation.</exception>
    public static GraphQlDocument Parse(string query, string? operationName)
    {
        if (query.Length > GraphQlLimits.MaxQueryLength)
            throw new GraphQlFault($"The query has {query.Length} characters. At most {GraphQlLimits.MaxQueryLength} are allowed.");
        try
        {
            var options = new ParserOptions { Ignore = IgnoreOptions.Comments | IgnoreOptions.Locations, MaxDepth = MaxNesting };
            return new GraphQlDocument(Parser.Parse(query, options), operationName);
        }
        catch (GraphQLParserException exception)
        {
            throw new GraphQlFault(exception.Message);
        }
    }

    /// <summary>The fragment that a selection names.</summary>
    public GraphQLFragmentDefinition Fragment(GraphQLFragmentSpread spread) =>
        _fragments.TryGetValue(spread.FragmentName.Name.StringValue, out var fragment)
            ? fragment
            : throw new GraphQlFault($"Unknown fragment '{spread.FragmentName.Name.StringValue}'.");

    private static GraphQLOperationDefinition Choose(IReadOnlyList<GraphQLOperationDefinition> operations, string? name)
    {
        var fitting = string.IsNullOrEmpty(name) ? operations : [.. operations.Where(operation => operation.Name?.StringValue == name)];
        return fitting.Count switch
        {
            1 => fitting[0],
            0 when string.IsNullOrEmpty(name) => throw new GraphQlFault("Must provide an operation."),
            0 => throw new GraphQlFault($"Unknown operation named '{name}'."),
            _ => throw new GraphQlFault("Must provide operation name if query contains multiple operations."),
        };
    }
}
