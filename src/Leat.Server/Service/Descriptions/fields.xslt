<?xml version="1.0" encoding="utf-8"?>
<!-- Takes from the XML documentation of Leat.Protocol what it says of each field of a message: lines of type, property and text, with
     tabs between. These texts are read by users of the API, so they may not refer to code: a <see> or <paramref> stops the build. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="text" encoding="utf-8" />
  <xsl:template match="/">
    <xsl:apply-templates select="doc/members/member[starts-with(@name, 'P:Leat.Protocol.')]" />
  </xsl:template>
  <xsl:template match="member">
    <xsl:variable name="field" select="substring-after(@name, 'P:Leat.Protocol.')" />
    <xsl:variable name="type" select="substring-before($field, '.')" />
    <xsl:variable name="end" select="substring($type, string-length($type) - 6)" />
    <xsl:if test="$end = 'Message' or $end = 'Request' or $end = 'esponse'">
      <xsl:variable name="text"><xsl:apply-templates select="summary" /></xsl:variable>
      <xsl:value-of select="concat($type, '&#9;', substring-after($field, '.'), '&#9;', normalize-space($text), '&#10;')" />
    </xsl:if>
  </xsl:template>
  <xsl:template match="c">
    <xsl:value-of select="concat('`', ., '`')" />
  </xsl:template>
  <xsl:template match="see | paramref">
    <xsl:message terminate="yes">
      <xsl:value-of select="concat('The documentation of ', ancestor::member/@name, ' refers to code. Users of the API read it, too.')" />
    </xsl:message>
  </xsl:template>
</xsl:stylesheet>
