using System.Text.Json.Serialization.Metadata;
using GraphQLParser.AST;

namespace Leat.Server;

/// <summary>The fields that are selected, with fragments put in and directives obeyed.</summary>
/// <remarks>A fragment is always of the type in which it stands: there are no types with several forms.</remarks>
internal sealed class GraphQlSelections(GraphQlDocument document, GraphQlValues values)
{
    /// <summary>The selected fields by the names under which they are answered; a field that occurs several times selects all that is below each.</summary>
    public Dictionary<string, List<GraphQLField>> Collect(IEnumerable<GraphQLSelectionSet?> sets)
    {
        var collected = new Dictionary<string, List<GraphQLField>>(StringComparer.Ordinal);
        foreach (var set in sets)
            Collect(set, collected);
        return collected;
    }

    /// <summary>Checks what is selected of a message, and below it.</summary>
    /// <exception cref="GraphQlFault">A field does not exist, or lacks a selection, or has one where there is nothing below.</exception>
    public void Check(JsonTypeInfo type, List<GraphQLField> fields)
    {
        foreach (var under in Collect(fields.Select(field => field.SelectionSet)).Values)
        {
            var name = under[0].Name.StringValue;
            if (GraphQlTypes.IsApiError(type, name))
                continue;
            var hasSelection = under.Exists(field => field.SelectionSet is not null);
            var message = GraphQlTypes.MessageIn(GraphQlTypes.TypeOfField(type, name));
            if (hasSelection && message is null)
                throw new GraphQlFault($"Field '{name}' must not have a selection: it has no subfields.");
            if (!hasSelection && message is not null)
                throw new GraphQlFault($"Field '{name}' of type '{GraphQlTypes.NameOf(message)}' must have a selection of subfields.");
            if (message is not null)
                Check(message, under);
        }
    }

    private void Collect(GraphQLSelectionSet? set, Dictionary<string, List<GraphQLField>> collected)
    {
        foreach (var selection in set?.Selections ?? [])
        {
            if (!values.Includes((selection as IHasDirectivesNode)?.Directives))
                continue;
            switch (selection)
            {
                case GraphQLField field:
                    Add(field, collected);
                    break;
                case GraphQLInlineFragment inline:
                    Collect(inline.SelectionSet, collected);
                    break;
                case GraphQLFragmentSpread spread:
                    Collect(document.Fragment(spread).SelectionSet, collected);
                    break;
            }
        }
    }

    private static void Add(GraphQLField field, Dictionary<string, List<GraphQLField>> collected)
    {
        var key = field.Alias?.Name.StringValue ?? field.Name.StringValue;
        if (!collected.TryGetValue(key, out var same))
            collected.Add(key, same = []);
        if (same.Count > 0 && same[0].Name.StringValue != field.Name.StringValue)
            throw new GraphQlFault($"Fields '{key}' conflict: '{same[0].Name.StringValue}' and '{field.Name.StringValue}' are different fields.");
        same.Add(field);
    }
}
