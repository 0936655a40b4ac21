namespace Leat.Core.Search;

/// <summary>What a condition or an order term is about.</summary>
public enum SearchEntity
{
    /// <summary>A column of the object itself, for example a run's start time.</summary>
    Attribute,

    /// <summary>The latest value of a metric.</summary>
    Metric,

    /// <summary>A param.</summary>
    Param,

    /// <summary>A tag.</summary>
    Tag,

    /// <summary>A dataset input of a run: its name, digest or context.</summary>
    Dataset,

    /// <summary>An entry of a trace's metadata.</summary>
    Metadata,

    /// <summary>A span of a trace.</summary>
    Span,

    /// <summary>The value of a feedback on a trace, as JSON text.</summary>
    Feedback,

    /// <summary>The value of an expectation of a trace, as JSON text.</summary>
    Expectation,

    /// <summary>An issue that a trace shows, by its id.</summary>
    Issue,
}

/// <summary>How a condition compares.</summary>
public enum Comparator
{
    /// <summary><c>=</c></summary>
    Equal,

    /// <summary><c>!=</c></summary>
    NotEqual,

    /// <summary><c>&gt;</c></summary>
    Greater,

    /// <summary><c>&gt;=</c></summary>
    GreaterOrEqual,

    /// <summary><c>&lt;</c></summary>
    Less,

    /// <summary><c>&lt;=</c></summary>
    LessOrEqual,

    /// <summary><c>LIKE</c>: <c>%</c> any sequence, <c>_</c> one character, no escape; case-sensitive.</summary>
    Like,

    /// <summary><c>ILIKE</c>: as LIKE, folding ASCII letters.</summary>
    ILike,

    /// <summary><c>RLIKE</c>: a regular expression that matches somewhere in the text; only in searches over traces.</summary>
    RLike,

    /// <summary><c>IN</c></summary>
    In,

    /// <summary><c>NOT IN</c></summary>
    NotIn,

    /// <summary><c>IS NULL</c>: the object does not have it.</summary>
    IsNull,

    /// <summary><c>IS NOT NULL</c>: the object has it, whatever its value.</summary>
    IsNotNull,
}

/// <summary>One clause of a filter. A clause about something that the object does not have is false, whatever the comparator, unless that is
/// what it asks (<see cref="PresenceCondition"/>).</summary>
/// <param name="Field">What it is about.</param>
/// <param name="Comparator">How it compares.</param>
public abstract record Condition(SearchField Field, Comparator Comparator)
{
    /// <summary>What kind of thing it is about.</summary>
    public SearchEntity Entity => Field.Entity;
}

/// <summary>Compares with a number: metrics and times.</summary>
/// <param name="Field">What it is about.</param>
/// <param name="Comparator">One of the six order comparators.</param>
/// <param name="Value">A finite number.</param>
public sealed record NumberCondition(SearchField Field, Comparator Comparator, double Value) : Condition(Field, Comparator);

/// <summary>Compares with a text.</summary>
/// <param name="Field">What it is about.</param>
/// <param name="Comparator">Equal, NotEqual, Like, ILike or RLike. For a numeric attribute, any order comparator: the text is then not a
/// number, and nothing satisfies the condition.</param>
/// <param name="Value">The text, or the pattern.</param>
public sealed record TextCondition(SearchField Field, Comparator Comparator, string Value) : Condition(Field, Comparator)
{
    /// <summary>Whether a number is compared with text that is not a number, which nothing satisfies.</summary>
    public bool IsNever => Field is AttributeField { Type: FieldType.Number };
}

/// <summary>Compares with a list of texts.</summary>
/// <param name="Field">What it is about.</param>
/// <param name="Comparator">In or NotIn.</param>
/// <param name="Values">At least one.</param>
public sealed record ListCondition(SearchField Field, Comparator Comparator, IReadOnlyList<string> Values) : Condition(Field, Comparator);

/// <summary>Asks whether an object has something, such as a tag, whatever its value.</summary>
/// <param name="Field">What it is about.</param>
/// <param name="Comparator">IsNull or IsNotNull.</param>
public sealed record PresenceCondition(SearchField Field, Comparator Comparator) : Condition(Field, Comparator)
{
    /// <summary>Whether objects that have it are wanted, rather than those that do not.</summary>
    public bool IsPresent => Comparator == Comparator.IsNotNull;
}

/// <summary>One field to order by. Objects without it come last in both directions.</summary>
/// <param name="Field">What to order by.</param>
/// <param name="Ascending">The direction.</param>
public sealed record OrderTerm(SearchField Field, bool Ascending)
{
    /// <summary>What kind of thing it is.</summary>
    public SearchEntity Entity => Field.Entity;
}
