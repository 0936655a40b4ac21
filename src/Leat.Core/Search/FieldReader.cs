namespace Leat.Core.Search;

/// <summary>Reads from objects in memory what searches compare and order by.</summary>
/// <param name="named">Reads the value that an object has under a name.</param>
/// <typeparam name="T">What is searched.</typeparam>
internal sealed class FieldReader<T>(Func<T, NamedField, OrderValue> named)
{
    /// <summary>Every value that a condition looks at; one is enough to satisfy it.</summary>
    public IEnumerable<OrderValue> All(T item, SearchField field) => field switch
    {
        AttributeField<T> attribute => attribute.ValuesOf(item),
        NamedField name => [named(item, name)],
        _ => throw new NotSupportedException($"{field} cannot be read in memory."),
    };

    /// <summary>The value to order by.</summary>
    public OrderValue One(T item, SearchField field) => All(item, field).First();

    /// <summary>The value of a tag.</summary>
    public static OrderValue Tag(IReadOnlyList<Tag> tags, string key)
    {
        foreach (var tag in tags)
        {
            if (tag.Key == key)
                return OrderValue.Of(tag.Value);
        }

        return OrderValue.Missing;
    }
}
