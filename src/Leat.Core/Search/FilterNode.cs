namespace Leat.Core.Search;

/// <summary>A filter as a tree. A condition about something that the object does not have is false, and its negation true: there is no
/// third value.</summary>
public abstract record FilterNode
{
    /// <summary>The filter that every object satisfies.</summary>
    public static FilterNode All { get; } = new AndNode([]);

    /// <summary>A tree that is true when all conditions are.</summary>
    public static FilterNode AllOf(IReadOnlyList<Condition> conditions)
    {
        ArgumentNullException.ThrowIfNull(conditions);
        return new AndNode([.. conditions.Select(condition => new ConditionNode(condition))]);
    }

    /// <summary>The comparisons in it, in the order they were written.</summary>
    internal IEnumerable<Condition> Conditions => this switch
    {
        ConditionNode leaf => [leaf.Condition],
        NotNode not => not.Node.Conditions,
        OrNode or => or.Nodes.SelectMany(node => node.Conditions),
        AndNode and => and.Nodes.SelectMany(node => node.Conditions),
        _ => throw new NotSupportedException($"{GetType().Name} is no node of a filter."),
    };

    /// <summary>The parts that must each hold: the members of a top-level AND, otherwise the tree itself.</summary>
    public IReadOnlyList<FilterNode> Members => this is AndNode and ? [.. and.Nodes.SelectMany(node => node.Members)] : [this];
}

/// <summary>A comparison.</summary>
/// <param name="Condition">What it compares.</param>
public sealed record ConditionNode(Condition Condition) : FilterNode;

/// <summary>True when all its nodes are, and when it has none.</summary>
/// <param name="Nodes">In the order they were written.</param>
public sealed record AndNode(IReadOnlyList<FilterNode> Nodes) : FilterNode;

/// <summary>True when one of its nodes is.</summary>
/// <param name="Nodes">At least two, in the order they were written.</param>
public sealed record OrNode(IReadOnlyList<FilterNode> Nodes) : FilterNode;

/// <summary>True when its node is false.</summary>
/// <param name="Node">What is negated.</param>
public sealed record NotNode(FilterNode Node) : FilterNode;
