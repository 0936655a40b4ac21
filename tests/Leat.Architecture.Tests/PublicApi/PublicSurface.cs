using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Leat.Architecture.Tests.PublicApi;

/// <summary>What a library shows its users: every public type, and below it the members that others may use or override, one a line.</summary>
internal static class PublicSurface
{
    private static readonly SymbolDisplayFormat TypeFormat = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints);

    private static readonly SymbolDisplayFormat MemberFormat = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypes,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints,
        memberOptions: SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeModifiers | SymbolDisplayMemberOptions.IncludeParameters
            | SymbolDisplayMemberOptions.IncludeConstantValue | SymbolDisplayMemberOptions.IncludeRef,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName
            | SymbolDisplayParameterOptions.IncludeDefaultValue | SymbolDisplayParameterOptions.IncludeParamsRefOut,
        propertyStyle: SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>The lines of an assembly, in order.</summary>
    public static IReadOnlyList<string> Of(string assembly)
    {
        var trusted = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        var references = trusted.Select(path => MetadataReference.CreateFromFile(path)).ToList();
        var own = references[Array.FindIndex(trusted, path => Path.GetFileNameWithoutExtension(path) == assembly)];
        var compilation = CSharpCompilation.Create("reader", references: references);
        var symbol = (IAssemblySymbol)compilation.GetAssemblyOrModuleSymbol(own)!;
        return [.. TypesIn(symbol.GlobalNamespace).OrderBy(type => type.ToDisplayString(TypeFormat), StringComparer.Ordinal).SelectMany(LinesOf)];
    }

    private static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceOrTypeSymbol container) => container.GetMembers()
        .OfType<INamespaceOrTypeSymbol>()
        .Where(member => member is INamespaceSymbol || IsShown(member))
        .SelectMany(member => member is INamedTypeSymbol type ? TypesIn(type).Prepend(type) : TypesIn(member));

    private static IEnumerable<string> LinesOf(INamedTypeSymbol type) => type.GetMembers()
        .Where(member => member is not INamedTypeSymbol && IsShown(member) && !IsAccessor(member) && !IsOfEveryRecord(member))
        .Select(member => (member.Name, Text: member.ToDisplayString(MemberFormat)))
        .OrderBy(member => member.Name, StringComparer.Ordinal).ThenBy(member => member.Text, StringComparer.Ordinal)
        .Select(member => "  " + member.Text)
        .Prepend(Head(type));

    private static string Head(INamedTypeSymbol type)
    {
        string[] parent = type.BaseType is { SpecialType: SpecialType.None } super && IsShown(super) ? [super.ToDisplayString(TypeFormat)] : [];
        var interfaces = type.Interfaces.Where(one => IsShown(one) && one.Name != "IEquatable").Select(one => one.ToDisplayString(TypeFormat));
        var above = string.Join(", ", parent.Concat(interfaces.Order(StringComparer.Ordinal)));
        return $"{KindOf(type)} {type.ToDisplayString(TypeFormat)}{(above.Length > 0 ? " : " + above : "")}";
    }

    private static string KindOf(INamedTypeSymbol type)
    {
        var kind = type.IsRecord ? "record" : type.TypeKind.ToString().ToLowerInvariant();
        return type.TypeKind != TypeKind.Class ? kind
            : type.IsStatic ? "static " + kind
            : type.IsAbstract ? "abstract " + kind
            : type.IsSealed ? "sealed " + kind
            : kind;
    }

    private static bool IsShown(ISymbol symbol) =>
        symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal;

    /// <summary>A property and an event stand for their accessors.</summary>
    private static bool IsAccessor(ISymbol member) => member is IMethodSymbol { AssociatedSymbol: not null };

    /// <summary>The compiler's own members of a record say nothing about this one.</summary>
    private static bool IsOfEveryRecord(ISymbol member) => member.ContainingType.IsRecord
        && member.Name is "Equals" or "GetHashCode" or "ToString" or "op_Equality" or "op_Inequality" or "<Clone>$" or "EqualityContract" or "PrintMembers"
            or "Deconstruct";
}
