using System.Runtime.CompilerServices;

namespace Leat.Core.Search;

/// <summary>What an attribute is compared with.</summary>
internal enum FieldType
{
    /// <summary>A bare number.</summary>
    Number,

    /// <summary>A quoted text.</summary>
    Text,
}

/// <summary>A property that every object of a kind has or may have, and how searches may use it. There is one instance of
/// each.</summary>
public abstract record AttributeField : SearchField
{
    private protected AttributeField(SearchEntity entity, string name, FieldType type)
        : base(entity, name) => Type = type;

    /// <summary>What it is compared with.</summary>
    internal FieldType Type { get; }

    /// <summary>Its other names.</summary>
    internal IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Further names, only for filters.</summary>
    internal IReadOnlyList<string> FilterAliases { get; init; } = [];

    /// <summary>Whether filters can use it.</summary>
    public bool IsSearchable { get; init; } = true;

    /// <summary>Whether results can be ordered by it.</summary>
    public bool IsSortable { get; init; } = true;

    /// <summary>Whether IN and NOT IN are allowed.</summary>
    internal bool TakesLists { get; init; }

    /// <summary>Whether lists may only be used with IN, not with NOT IN.</summary>
    internal bool RefusesNotIn { get; init; }

    /// <summary>Whether a number may also be quoted. A quoted text that is not a number then becomes a
    /// <see cref="TextCondition"/>, which nothing satisfies.</summary>
    internal bool TakesQuotedNumbers { get; init; }

    /// <inheritdoc/>
    public virtual bool Equals(AttributeField? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    /// <summary>The name.</summary>
    public sealed override string ToString() => Key;
}

/// <summary>An attribute of one kind of object, and how to read it from an object in memory.</summary>
/// <typeparam name="T">What is searched.</typeparam>
public sealed record AttributeField<T> : AttributeField
{
    private readonly Func<T, IEnumerable<OrderValue>> _read;

    /// <summary>An attribute that is a text, or missing.</summary>
    internal AttributeField(string name, Func<T, string?> read)
        : base(SearchEntity.Attribute, name, FieldType.Text) => _read = item => [OrderValue.Of(read(item))];

    /// <summary>An attribute that is a whole number, or missing.</summary>
    internal AttributeField(string name, Func<T, long?> read)
        : base(SearchEntity.Attribute, name, FieldType.Number) => _read = item => [OrderValue.Of(read(item))];

    /// <summary>An attribute that is a text for each of the object's parts.</summary>
    internal AttributeField(SearchEntity entity, string name, Func<T, IEnumerable<string?>> read)
        : base(entity, name, FieldType.Text) => _read = item => read(item).Select(OrderValue.Of);

    /// <summary>The object's values: one, unless the attribute is about its parts.</summary>
    internal IEnumerable<OrderValue> ValuesOf(T item) => _read(item);

    /// <inheritdoc/>
    public bool Equals(AttributeField<T>? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => base.GetHashCode();
}
